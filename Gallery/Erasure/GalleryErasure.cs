namespace FaceRec.Gallery;

/// <summary>
/// Takes every trace of removed people and faces out of the buckets. The removal itself is an entry of the journal, so nobody
/// answers with them any more; the traces then go one kind after the other, and a crash in between is made good by the
/// next <see cref="FinishAsync"/>, because the collection remembers what is pending.
/// </summary>
public sealed class GalleryErasure
{
    private const int Parallel = 16;

    private readonly GalleryStore _gallery;
    private readonly ObjectStore _output;
    private readonly ObjectStore _input;
    private readonly GalleryJournal _journal;
    private readonly TimeProvider _clock;

    internal GalleryErasure(GalleryStore gallery, ObjectStore output, ObjectStore input, GalleryJournal journal, TimeProvider clock) =>
        (_gallery, _output, _input, _journal, _clock) = (gallery, output, input, journal, clock);

    /// <summary>Erases whatever removals of the collection are pending, and returns what each removed.</summary>
    public async Task<IReadOnlyList<ErasureReceipt>> FinishAsync(string collection, CancellationToken cancellationToken)
    {
        var view = await _gallery.GetAsync(collection, cancellationToken);
        var receipts = new List<ErasureReceipt>();
        foreach (var erasure in view.PendingErasures)
            receipts.Add(await EraseAsync(collection, erasure, person: null, cancellationToken));
        return receipts;
    }

    internal async Task<ErasureReceipt> EraseAsync(string collection, PendingErasure erasure, string? person, CancellationToken cancellationToken)
    {
        var people = erasure.PersonIds.ToHashSet(StringComparer.Ordinal);
        var faces = erasure.Faces.Select(face => face.Id).ToHashSet(StringComparer.Ordinal);

        await _output.DeleteAsync(erasure.Faces.SelectMany(face => FaceObjects.KeysOf(collection, face)), cancellationToken);
        var originals = erasure.Faces.Select(face => face.PictureKey).Distinct().ToList();
        await _input.DeleteAsync(originals, cancellationToken);

        var results = people.Count == 0 ? [] : await _gallery.Mentions.EraseAsync(collection, people, cancellationToken);
        var entries = await BlankAsync(collection, erasure, people, faces, cancellationToken);
        var parts = await _gallery.Snapshots.EraseAsync(collection, people, faces, cancellationToken);

        await _gallery.ChangeAsync(
            collection,
            view => view.PendingErasures.Any(pending => pending.Removal == erasure.Removal) ? [new Change.ErasureFinished(erasure.Removal)] : [],
            cancellationToken);

        return new ErasureReceipt
        {
            Collection = collection,
            Person = person,
            GalleryVersion = erasure.Removal,
            ErasedAt = _clock.GetUtcNow(),
            FaceIds = [.. faces],
            Embeddings = [.. erasure.Faces.Select(face => GalleryKeys.Embedding(collection, face.Object))],
            Crops = [.. erasure.Faces.Select(face => GalleryKeys.Thumbnail(collection, face.Object))],
            Pictures = [.. erasure.Faces.Select(face => GalleryKeys.Picture(collection, face.Object)), .. originals],
            Results = results,
            SnapshotParts = parts,
            JournalEntries = entries,
        };
    }

    private async Task<IReadOnlyList<string>> BlankAsync(
        string collection, PendingErasure erasure, HashSet<string> people, HashSet<string> faces, CancellationToken cancellationToken)
    {
        var versions = erasure.WholeCollection ? LongRange(1, erasure.Removal) : erasure.Entries;
        var blanked = new List<string>();
        foreach (var batch in versions.Chunk(Parallel))
        {
            var keys = await Task.WhenAll(batch.Select(async version =>
            {
                if (await _journal.TryReadAsync(collection, version, cancellationToken) is not { } entry)
                    return null;
                var rest = erasure.WholeCollection ? entry with { Changes = [] } : entry.Without(people, faces);
                if (rest.Changes.Length == entry.Changes.Length)
                    return null;
                await _journal.OverwriteAsync(collection, rest, cancellationToken);
                return GalleryKeys.Entry(collection, version);
            }));
            blanked.AddRange(keys.OfType<string>());
        }
        return blanked;
    }

    private static IEnumerable<long> LongRange(long from, long until)
    {
        for (var i = from; i < until; i++)
            yield return i;
    }
}
