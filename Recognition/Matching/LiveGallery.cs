using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FaceRec.Gallery;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Matching;

/// <summary>
/// The collections in this worker's memory. Each use begins with a look for the next journal entry, so an answer knows of
/// everything that was enrolled or removed before its request; an idle worker makes no calls.
/// </summary>
internal sealed class LiveGallery(GalleryStore store, FaceEngine engine)
{
    private const int Parallel = 16;

    private readonly ConcurrentDictionary<string, IndexedCollection> _collections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _updates = new(StringComparer.Ordinal);

    /// <summary>Loads every collection, so that no request waits for it.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var view in await store.ListAsync(cancellationToken))
            await FollowAsync(view.Name, cancellationToken);
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
            return _collections[collection] = next;
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
            if (parts.Any(part => part is null))
                continue;

            var index = FaceIndex.Empty(engine.Manifest.Embedder.Length);
            var (number, row) = (0, 0);
            foreach (var (_, face) in snapshot.Faces)
            {
                Check(collection, face);
                var length = parts[number]!.Value.Length / snapshot.Parts[number].Faces;
                index = index.Add(face.Id, MemoryMarshal.Cast<byte, float>(parts[number]!.Value.Span.Slice(row * length, length)));
                if (++row == snapshot.Parts[number].Faces)
                    (number, row) = (number + 1, 0);
            }
            return new IndexedCollection(snapshot.View, index);
        }
    }

    private async Task<IndexedCollection> ApplyAsync(IndexedCollection current, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var added = entries.SelectMany(entry => entry.Changes)
            .Select(change => change switch { Change.FaceAdded add => add.Face, Change.FaceReplaced replace => replace.Face, _ => null })
            .OfType<Face>().ToList();
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
            var before = view;
            view = view.Apply(entry);
            foreach (var change in entry.Changes)
                index = Apply(index, change, before, view, embeddings);
        }
        return new IndexedCollection(view, index);
    }

    private static FaceIndex Apply(FaceIndex index, Change change, CollectionView before, CollectionView after, IReadOnlyDictionary<string, float[]> embeddings)
    {
        IEnumerable<string> gone = change switch
        {
            Change.FaceRemoved removed => [removed.FaceId],
            Change.FaceReplaced replaced => [replaced.Face.Id],
            Change.PersonRemoved or Change.CollectionRemoved => before.People.SelectMany(person => person.Faces).Select(face => face.Id)
                .Where(id => after.FindOwner(id) is null),
            _ => [],
        };
        foreach (var id in gone)
            index.Forget(id);
        var face = change switch { Change.FaceAdded add => add.Face, Change.FaceReplaced replace => replace.Face, _ => null };
        return face is not null && embeddings.TryGetValue(face.Object, out var embedding) ? index.Add(face.Id, embedding) : index;
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
