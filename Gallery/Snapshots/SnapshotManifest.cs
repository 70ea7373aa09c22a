using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>
/// Names the objects that together hold a collection at a version. It is written conditionally: whoever writes it makes
/// everybody fail who began from an older one, so no stale copy of an erased face can come back.
/// </summary>
internal sealed record SnapshotManifest
{
    public required long Version { get; init; }

    /// <summary>Key of the people and their faces without embeddings; null in a snapshot of nothing.</summary>
    public string? PeopleKey { get; init; }

    /// <summary>XXH3 of that object's bytes; null where it was written by a version that made none.</summary>
    public ulong? PeopleHash { get; init; }

    public ImmutableArray<SnapshotPart> Parts { get; init; } = [];
    public required DateTimeOffset WrittenAt { get; init; }
}
