namespace FaceRec.Gallery;

/// <summary>A snapshot as whoever replaces it must know it.</summary>
/// <param name="Version">The collection's version in it; 0 where there is none.</param>
/// <param name="ETag">Of its manifest; null where there is none yet.</param>
public sealed record SnapshotHead(long Version, string? ETag);
