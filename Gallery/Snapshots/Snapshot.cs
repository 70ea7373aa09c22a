using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>A collection as somebody wrote it down at one version. Journal entries after it bring it up to date.</summary>
public sealed class Snapshot
{
    internal Snapshot(SnapshotHead head, CollectionView view, ImmutableArray<SnapshotPart> parts)
    {
        Head = head;
        View = view;
        Parts = parts;
    }

    public CollectionView View { get; }

    /// <summary>Where the embeddings are; their rows follow <see cref="Faces"/> from part to part.</summary>
    public ImmutableArray<SnapshotPart> Parts { get; }

    /// <summary>Every face with the person who has it, in the order of the rows.</summary>
    public IEnumerable<(Person Person, Face Face)> Faces => SnapshotOrder.Of(View);

    /// <summary>What a later snapshot must replace.</summary>
    public SnapshotHead Head { get; }
}
