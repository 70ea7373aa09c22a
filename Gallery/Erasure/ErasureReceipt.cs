namespace FaceRec.Gallery;

/// <summary>
/// What an erasure removed, by object key. Workers that hold the faces in memory forget them before they answer anything again.
/// What stays in the journal are random ids and the ids of the faces, without names, pictures or embeddings.
/// </summary>
public sealed record ErasureReceipt
{
    public required string Collection { get; init; }

    /// <summary>The name that was asked for; null where a face or a collection was removed.</summary>
    public string? Person { get; init; }

    /// <summary>The version from which no answer knows the removed.</summary>
    public required long GalleryVersion { get; init; }

    public required DateTimeOffset ErasedAt { get; init; }
    public required IReadOnlyList<string> FaceIds { get; init; }
    public required IReadOnlyList<string> Embeddings { get; init; }

    /// <summary>The cut-out faces.</summary>
    public required IReadOnlyList<string> Crops { get; init; }

    /// <summary>Uploaded pictures: the gallery's copies in the output bucket and the originals in the input bucket.</summary>
    public required IReadOnlyList<string> Pictures { get; init; }

    /// <summary>Stored answers that named them, also as candidates.</summary>
    public required IReadOnlyList<string> Results { get; init; }

    /// <summary>Parts of snapshots that held them; the parts that replace them do not.</summary>
    public required IReadOnlyList<string> SnapshotParts { get; init; }

    /// <summary>Journal entries blanked.</summary>
    public required IReadOnlyList<string> JournalEntries { get; init; }

    /// <summary>Messages in error queues and their archives that spoke of them, by id. The gallery itself knows of none.</summary>
    public IReadOnlyList<string> FailedMessages { get; init; } = [];
}
