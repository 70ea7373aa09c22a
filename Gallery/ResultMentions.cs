using System.Globalization;
using FaceRec.Messages;

namespace FaceRec.Gallery;

/// <summary>
/// Remembers which stored answers speak of whom, so that erasing a person finds them: one empty object an answer, with the
/// people's ids in its key.
/// </summary>
public sealed class ResultMentions
{
    // A key has at most 1,024 bytes (S3 user guide); an id of 16 characters and a dot each, after at most about 110 of prefix.
    private const int PeoplePerKey = 50;

    private readonly ObjectStore _store;
    private readonly ObjectStore _pictures;

    internal ResultMentions(ObjectStore store, ObjectStore pictures) => (_store, _pictures) = (store, pictures);

    /// <summary>Notes that a recognition's stored answer speaks of these people.</summary>
    public Task WriteAsync(string collection, Guid recognitionId, IEnumerable<string> personIds, CancellationToken cancellationToken) =>
        Task.WhenAll(Keys(collection, recognitionId, personIds).Select(key => _store.WriteAsync(key, ReadOnlyMemory<byte>.Empty, "application/octet-stream", cancellationToken)));

    /// <summary>Deletes a recognition's stored answer, its picture and the note about it.</summary>
    public async Task EraseAsync(string collection, Guid recognitionId, IEnumerable<string> personIds, CancellationToken cancellationToken)
    {
        await _pictures.DeleteAsync([ObjectKeys.Picture(recognitionId)], cancellationToken);
        await _store.DeleteAsync(Keys(collection, recognitionId, personIds).Append(ObjectKeys.Result(recognitionId)), cancellationToken);
    }

    /// <summary>Deletes a recognition's picture, its stored answer and the notes about it, whoever it speaks of.</summary>
    /// <param name="collection">Null where it is not known, and there are no notes.</param>
    public async Task EraseAsync(string? collection, Guid recognitionId, CancellationToken cancellationToken)
    {
        var notes = collection is null ? [] : await _store.ListAsync($"{GalleryKeys.Mentions(collection)}{recognitionId:N}.", cancellationToken).ToListAsync(cancellationToken);
        // The answer last: while it is there, the erasure can be asked for again.
        await _pictures.DeleteAsync([ObjectKeys.Picture(recognitionId)], cancellationToken);
        await _store.DeleteAsync(notes, cancellationToken);
        await _store.DeleteAsync([ObjectKeys.Result(recognitionId)], cancellationToken);
    }

    /// <summary>Deletes every stored answer that speaks of one of the people, with its picture, and returns the answers' keys.</summary>
    internal async Task<IReadOnlyList<string>> EraseAsync(string collection, IReadOnlySet<string> personIds, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var results = new SortedSet<string>(StringComparer.Ordinal);
        var pictures = new HashSet<string>(StringComparer.Ordinal);
        var prefix = GalleryKeys.Mentions(collection);
        await foreach (var key in _store.ListAsync(prefix, cancellationToken))
        {
            var parts = key[prefix.Length..].Split('.');
            if (!Guid.TryParseExact(parts[0], "N", out var recognitionId) || !parts.Skip(1).Any(personIds.Contains))
                continue;
            notes.Add(key);
            results.Add(ObjectKeys.Result(recognitionId));
            pictures.Add(ObjectKeys.Picture(recognitionId));
        }
        // The pictures first: a picture without an answer looks like a recognition that still runs.
        await _pictures.DeleteAsync(pictures, cancellationToken);
        await _store.DeleteAsync(results.Concat(notes), cancellationToken);
        return [.. results];
    }

    private static IEnumerable<string> Keys(string collection, Guid recognitionId, IEnumerable<string> personIds) =>
        personIds.Distinct().Order(StringComparer.Ordinal).Chunk(PeoplePerKey)
            .Select(ids => string.Create(CultureInfo.InvariantCulture, $"{GalleryKeys.Mentions(collection)}{recognitionId:N}.{string.Join('.', ids)}"));
}
