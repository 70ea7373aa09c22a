namespace FaceRec.Messages;

/// <summary>The faces of a picture: the answer to <see cref="DetectFaces"/>.</summary>
public sealed record FacesDetected
{
    public required Guid DetectionId { get; init; }

    /// <summary>Width of the upright picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Every face, from left to right.</summary>
    public required IReadOnlyList<DetectedFace> Faces { get; init; }

    public required string Model { get; init; }

    /// <summary>Milliseconds by stage.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();
}
