using FaceRec.Recognition.Detectors;

namespace FaceRec.Recognition.Engine;

/// <summary>At which sizes a picture is looked at, and how two looks at one picture become one list of faces.</summary>
internal static class DetectorLooks
{
    // Measured: the shipped detector finds 98 % of faces that are 16 pixels high in its input, 67 % of those with 12.
    private const float FaceInInput = 16;
    // Below this the detector sees too little of anything: smaller pictures are enlarged.
    private const int LeastSide = 320;
    // A face this low in the input may have neighbours that were too low to be seen.
    private const float Low = 24;
    private const int Crowd = 5;
    // Looking closely at a large face adds boxes on its parts; the first look has seen large faces.
    private const float LargeInSecondLook = 160;

    /// <summary>The longer side for the first look.</summary>
    public static int FirstSide(int longSide, EngineOptions options) =>
        Math.Clamp((int)(longSide * FaceInInput / options.SmallestFace), LeastSide, Math.Max(LeastSide, options.DetectorSide));

    /// <summary>The longer side for a second look; null where the first look was enough.</summary>
    /// <param name="found">What the first look found, in pixels of a picture with the given longer side.</param>
    public static int? SecondSide(int longSide, IReadOnlyList<Detection> found, EngineOptions options)
    {
        var first = FirstSide(longSide, options);
        var second = Math.Min(options.SecondLookSide, (int)(longSide * FaceInInput / options.SmallestFace));
        if (second < first * 1.25f)
            return null;
        var scale = (float)first / longSide;
        return found.Count is 0 or >= Crowd || found.Any(face => face.Height * scale < Low) ? second : null;
    }

    /// <summary>Adds to the first look's faces the smaller ones that only the second saw.</summary>
    /// <param name="scale">The second look's input pixels for one of the picture's.</param>
    public static List<Detection> Merge(List<Detection> first, List<Detection> second, float scale, float overlap)
    {
        var added = second.Where(face => face.Height * scale < LargeInSecondLook && !first.Exists(large => IsPartOf(face, large)));
        return Suppression.KeepBest(first.Concat(added), overlap);
    }

    private static bool IsPartOf(Detection face, Detection large)
    {
        var (x, y) = ((face.Left + face.Right) / 2, (face.Top + face.Bottom) / 2);
        return face.Height * 3 < large.Height && x > large.Left && x < large.Right && y > large.Top && y < large.Bottom;
    }
}
