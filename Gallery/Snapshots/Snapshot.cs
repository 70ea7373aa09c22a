namespace FaceRec.Gallery;

/// <summary>A collection as somebody wrote it down at one version. Journal entries after it bring it up to date.</summary>
public sealed class Snapshot
{
    internal Snapshot(SnapshotHead head, CollectionView view) => (Head, View) = (head, view);

    public CollectionView View { get; }

    /// <summary>Every face with the person who has it, in the order of the embeddings' rows.</summary>
    public IEnumerable<(Person Person, Face Face)> Faces => SnapshotOrder.Of(View);

    /// <summary>What a later snapshot must replace, and where the embeddings are.</summary>
    public SnapshotHead Head { get; }
}
