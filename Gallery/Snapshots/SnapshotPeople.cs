using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>A snapshot's people part: a collection without embeddings, which is all that a gateway reads.</summary>
internal sealed record SnapshotPeople
{
    public required long Version { get; init; }
    public required bool Exists { get; init; }
    public required ImmutableArray<Person> People { get; init; }
    public required ImmutableArray<PendingErasure> Erasures { get; init; }
}
