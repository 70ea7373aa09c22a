using System.Collections.Concurrent;
using System.Threading.Channels;
using FaceRec.Gallery;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Matching;

/// <summary>
/// The collections in this worker's memory. Each use begins with a look for the next journal entry, so an answer knows of
/// everything that was enrolled or removed before its request; an idle worker makes no calls.
/// </summary>
internal sealed class LiveGallery(GalleryStore store, FaceEngine engine)
{
    private const int Parallel = 64;

    private readonly ConcurrentDictionary<string, IndexedCollection> _collections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _updates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _snapshots = new(StringComparer.Ordinal);
    private readonly Channel<string> _snapshotsDue = Channel.CreateUnbounded<string>();

    /// <summary>Collections whose snapshot has fallen behind.</summary>
    public ChannelReader<string> SnapshotsDue => _snapshotsDue.Reader;

    /// <summary>Loads every collection, so that no request waits for it.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in await store.ListNamesAsync(cancellationToken))
            await FollowAsync(collection, cancellationToken);
    }

    /// <summary>The collection as it is now.</summary>
    public async Task<IndexedCollection> FollowAsync(string collection, CancellationToken cancellationToken)
    {
        if (_collections.TryGetValue(collection, out var known)
            && (await store.ReadEntriesAsync(collection, known.View.Version, cancellationToken)).Count == 0)
            return known;

        var update = _updates.GetOrAdd(collection, _ => new SemaphoreSlim(1));
        await update.WaitAsync(cancellationToken);
        try
        {
            var loaded = !_collections.TryGetValue(collection, out known);
            var current = known ?? await LoadSnapshotAsync(collection, cancellationToken);
            var entries = await store.ReadEntriesAsync(collection, current.View.Version, cancellationToken);
            var next = await ApplyAsync(current, entries, cancellationToken);
            Check(next.View, loaded ? next.View.People.SelectMany(person => person.Faces) : entries.SelectMany(entry => entry.Changes).Select(FaceIn).OfType<Face>());
            store.Offer(next.View);
            _collections[collection] = next;
            if (SnapshotRule.IsDue(next.View.Version - _snapshots.GetValueOrDefault(collection), next.View.FaceCount))
            {
                // Asked for once, not with every request until it is written.
                _snapshots[collection] = next.View.Version;
                _snapshotsDue.Writer.TryWrite(collection);
            }
            return next;
        }
        finally
        {
            update.Release();
        }
    }

    private async Task<IndexedCollection> LoadSnapshotAsync(string collection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await store.Snapshots.ReadHeadAsync(collection, cancellationToken);
            // People and embeddings are read side by side: a start waits for both.
            var people = Task.Run(() => store.Snapshots.TryReadAsync(collection, head, cancellationToken), cancellationToken);
            var rows = await TryReadRowsAsync(head, cancellationToken);
            // Null where the snapshot was replaced while we read: read the newer one.
            if (await people is not { } snapshot || rows is null)
                continue;

            _snapshots[collection] = snapshot.View.Version;
            // Faces of other models may have been embedded again in entries after the snapshot.
            var faceIds = snapshot.Faces.Select(row => row.Face.Model == engine.Manifest.Identity ? row.Face.Id : null).ToList();
            return new IndexedCollection(snapshot.View, FaceIndex.Create(rows, faceIds));
        }
    }

    private async Task<FaceRows?> TryReadRowsAsync(SnapshotHead head, CancellationToken cancellationToken)
    {
        var rows = new FaceRows(engine.Manifest.Embedder.Length, head.Parts.Sum(part => part.Faces));
        var parts = new List<Task<bool>>();
        var first = 0;
        foreach (var part in head.Parts)
        {
            var offset = first;
            parts.Add(Task.Run(() => store.Snapshots.TryReadPartAsync(part, Put, cancellationToken), cancellationToken));
            first += part.Faces;

            // Rows of another length are another model's, and stay blank.
            void Put(int row, int length, ReadOnlySpan<float> values)
            {
                if (length == rows.Length)
                    rows.Put(offset + row, values);
            }
        }
        return (await Task.WhenAll(parts)).All(read => read) ? rows : null;
    }

    private async Task<IndexedCollection> ApplyAsync(IndexedCollection current, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var added = entries.SelectMany(entry => entry.Changes).Select(FaceIn).OfType<Face>().Where(face => face.Model == engine.Manifest.Identity);
        var embeddings = new ConcurrentDictionary<string, float[]>(StringComparer.Ordinal);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            added, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (face, token) =>
            {
                // Absent where a later entry removes the face.
                if (await store.Faces.TryReadEmbeddingAsync(current.View.Name, face, token) is { } embedding)
                    embeddings[face.Object] = embedding;
            });

        var (view, index) = current;
        foreach (var entry in entries)
        {
            view = view.Apply(entry);
            var gone = Gone(view, entry);
            if (gone.Count > 0)
                index = index.Forget(gone);
            foreach (var face in entry.Changes.Select(FaceIn).OfType<Face>())
            {
                if (view.FindFace(face.Id)?.Object == face.Object && embeddings.TryGetValue(face.Object, out var embedding))
                    index = index.Add(face.Id, embedding);
            }
        }
        return new IndexedCollection(view, index);
    }

    private static Face? FaceIn(Change change) => change switch { Change.FaceAdded add => add.Face, Change.FaceReplaced replace => replace.Face, _ => null };

    // What the entry removed, and what it replaces under the same id.
    private static HashSet<string> Gone(CollectionView after, JournalEntry entry)
    {
        var gone = after.PendingErasures.Where(erasure => erasure.Removal == entry.Version).SelectMany(erasure => erasure.Faces).Select(face => face.Id)
            .ToHashSet(StringComparer.Ordinal);
        gone.UnionWith(entry.Changes.OfType<Change.FaceReplaced>().Select(replaced => replaced.Face.Id));
        return gone;
    }

    // What counts is the end: faces of another model that were embedded again on the way there do no harm.
    private void Check(CollectionView view, IEnumerable<Face> faces)
    {
        if (faces.FirstOrDefault(face => face.Model != engine.Manifest.Identity && view.FindFace(face.Id)?.Object == face.Object) is { } other)
        {
            throw new InvalidDataException(
                $"Collection {view.Name} holds faces of the model {other.Model}, which cannot be compared with this worker's model {engine.Manifest.Identity}: run 'FaceRec.Recognition gallery reembed', or start the worker with the manifest of {other.Model}.");
        }
    }
}
