using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>A removal whose traces are not erased yet. Kept in the collection so that a crash in the middle loses nothing.</summary>
public sealed record PendingErasure
{
    /// <summary>The entry that removed them.</summary>
    public required long Removal { get; init; }

    /// <summary>Ids of the removed people; empty where only a face was removed.</summary>
    public required ImmutableArray<string> PersonIds { get; init; }

    public required ImmutableArray<Face> Faces { get; init; }

    /// <summary>Journal entries to blank.</summary>
    public required ImmutableArray<long> Entries { get; init; }

    /// <summary>True where the whole collection was removed.</summary>
    public bool WholeCollection { get; init; }
}
