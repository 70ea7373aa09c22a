using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>The body of a detection's 200.</summary>
/// <param name="Width">Width of the upright picture, in pixels.</param>
/// <param name="Height">Height of the upright picture, in pixels.</param>
/// <param name="Faces">From left to right.</param>
/// <param name="Timings">Milliseconds by stage.</param>
internal sealed record DetectionAnswer(Guid Id, int Width, int Height, IReadOnlyList<DetectedFace> Faces, string Model, IReadOnlyDictionary<string, double> Timings)
{
    public static DetectionAnswer From(FacesDetected detected) =>
        new(detected.DetectionId, detected.Width, detected.Height, detected.Faces, detected.Model, detected.Timings);
}
