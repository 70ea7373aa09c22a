using System.Collections.Concurrent;
using System.Runtime.InteropServices;
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
            var current = _collections.TryGetValue(collection, out known) ? known : await LoadSnapshotAsync(collection, cancellationToken);
            var entries = await store.ReadEntriesAsync(collection, current.View.Version, cancellationToken);
            var next = await ApplyAsync(current, entries, cancellationToken);
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
            var snapshot = await store.Snapshots.ReadAsync(collection, cancellationToken);
            var parts = await Task.WhenAll(snapshot.Parts.Select(part => store.Snapshots.TryReadPartAsync(part, cancellationToken)));
            // Replaced while we read: read the newer one.
            if (parts.Any(part => part is null))
                continue;

            _snapshots[collection] = snapshot.View.Version;
            var faces = snapshot.Faces.Select(row => row.Face).ToList();
            faces.ForEach(face => Check(collection, face));
            var length = engine.Manifest.Embedder.Length;
            var (number, first) = (0, 0);
            var rows = new ReadOnlyMemory<byte>[faces.Count];
            for (var row = 0; row < rows.Length; row++)
            {
                if (row - first == snapshot.Parts[number].Faces)
                    (number, first) = (number + 1, row);
                rows[row] = parts[number]!.Value.Slice((row - first) * length * sizeof(float), length * sizeof(float));
            }
            var index = FaceIndex.Create(length, [.. faces.Select(face => face.Id)], row => MemoryMarshal.Cast<byte, float>(rows[row].Span));
            return new IndexedCollection(snapshot.View, index);
        }
    }

    private async Task<IndexedCollection> ApplyAsync(IndexedCollection current, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var added = entries.SelectMany(entry => entry.Changes).Select(FaceIn).OfType<Face>().ToList();
        added.ForEach(face => Check(current.View.Name, face));
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

    private void Check(string collection, Face face)
    {
        if (face.Model != engine.Manifest.Identity)
        {
            throw new InvalidDataException(
                $"Collection {collection} holds faces of the model {face.Model}, which cannot be compared with this worker's model {engine.Manifest.Identity}: enroll them again, or start the worker with the manifest of {face.Model}.");
        }
    }
}
