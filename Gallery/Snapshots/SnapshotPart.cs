namespace FaceRec.Gallery;

/// <summary>Some of a snapshot's embeddings: rows of little-endian floats, in the order in which the people part lists the faces.</summary>
/// <param name="Faces">How many rows.</param>
/// <param name="Hash">XXH3 of the bytes; null in parts written by versions that made none.</param>
public sealed record SnapshotPart(string Key, int Faces, ulong? Hash = null);
