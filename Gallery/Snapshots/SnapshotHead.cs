using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>A snapshot as whoever reads or replaces it must know it.</summary>
/// <param name="Version">The collection's version in it; 0 where there is none.</param>
/// <param name="ETag">Of its manifest; null where there is none yet.</param>
/// <param name="PeopleKey">Key of the people and their faces without embeddings; null in a snapshot of nothing.</param>
/// <param name="PeopleHash">XXH3 of that object's bytes, where it is known.</param>
/// <param name="Parts">Where the embeddings are; their rows follow <see cref="Snapshot.Faces"/> from part to part.</param>
public sealed record SnapshotHead(long Version, string? ETag, string? PeopleKey, ulong? PeopleHash, ImmutableArray<SnapshotPart> Parts);
