using System.Text.Json;

namespace FaceRec.Gallery;

/// <summary>
/// The order of everything that happened to a collection: entry N is an object of its own, created only if nobody
/// created it before, so that two writers can never both be number N.
/// </summary>
internal sealed class GalleryJournal(ObjectStore store)
{
    // A reader far behind fetches this many at once; one that is up to date asks for one, which is normally not there.
    private const int ReadAhead = 64;

    public async Task<JournalEntry?> TryReadAsync(string collection, long version, CancellationToken cancellationToken)
    {
        var stored = await store.TryReadAsync(GalleryKeys.Entry(collection, version), cancellationToken);
        return stored is null ? null : JsonSerializer.Deserialize(stored.Bytes, GalleryJson.Default.JournalEntry);
    }

    /// <summary>Every entry after the given version, in order. The last call made finds nothing: what was there before it is in the answer.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAfterAsync(string collection, long version, CancellationToken cancellationToken)
    {
        var entries = new List<JournalEntry>();
        var width = 1;
        while (true)
        {
            var next = version + entries.Count + 1;
            var batch = await Task.WhenAll(Enumerable.Range(0, width).Select(i => TryReadAsync(collection, next + i, cancellationToken)));
            entries.AddRange(batch.TakeWhile(entry => entry is not null)!);
            // A gap before an entry that exists means that entries were written while we asked: ask again from there.
            if (batch[0] is null)
                return entries;
            width = batch[^1] is null ? 1 : Math.Min(width * 2, ReadAhead);
        }
    }

    /// <summary>Writes the entry under its number; false where the number is taken by another.</summary>
    public async Task<bool> TryAppendAsync(string collection, JournalEntry entry, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry, GalleryJson.Default.JournalEntry);
        if (await store.TryCreateAsync(GalleryKeys.Entry(collection, entry.Version), bytes, GalleryJson.ContentType, cancellationToken))
            return true;

        // The SDK repeats a call whose answer was lost: the entry that is in our way may be our own.
        return (await TryReadAsync(collection, entry.Version, cancellationToken))?.Id == entry.Id;
    }

    /// <summary>Writes an entry over: only erasure does, and only to take things out.</summary>
    public Task OverwriteAsync(string collection, JournalEntry entry, CancellationToken cancellationToken) =>
        store.WriteAsync(GalleryKeys.Entry(collection, entry.Version), JsonSerializer.SerializeToUtf8Bytes(entry, GalleryJson.Default.JournalEntry), GalleryJson.ContentType, cancellationToken);
}
