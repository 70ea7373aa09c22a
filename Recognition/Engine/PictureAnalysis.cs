namespace FaceRec.Recognition.Engine;

/// <summary>What the engine saw in a picture.</summary>
/// <param name="Width">Width of the upright picture as uploaded.</param>
/// <param name="Faces">From left to right.</param>
/// <param name="Timings">Milliseconds by stage.</param>
internal sealed record PictureAnalysis(int Width, int Height, IReadOnlyList<FoundFace> Faces, IReadOnlyDictionary<string, double> Timings);
