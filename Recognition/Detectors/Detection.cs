namespace FaceRec.Recognition.Detectors;

/// <summary>A box with a face in it. Where a detector reports points: x and y of eyes, nose and corners of the mouth in turn.</summary>
internal sealed record Detection(float Left, float Top, float Right, float Bottom, float Score, float[]? Points = null)
{
    public float Width => Right - Left;
    public float Height => Bottom - Top;

    public Detection Scaled(float factor) => new(
        Left * factor, Top * factor, Right * factor, Bottom * factor, Score, Points is null ? null : Array.ConvertAll(Points, value => value * factor));

    /// <summary>Intersection over union.</summary>
    public float Overlap(Detection other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var both = width * height;
        return both / (Width * Height + other.Width * other.Height - both);
    }
}
