namespace FaceRec.Gallery;

/// <summary>Some of a snapshot's embeddings: rows of little-endian floats, in the order in which the people part lists the faces.</summary>
/// <param name="Faces">How many rows.</param>
public sealed record SnapshotPart(string Key, int Faces);
