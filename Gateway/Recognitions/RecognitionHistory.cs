using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>
/// Stored recognitions, the newest first. S3 lists keys only upwards, so the list is read in windows of time that reach back further
/// and further, and are halved where one holds more than S3 lists at once: a page costs some ten calls, however many there are in all.
/// </summary>
internal sealed class RecognitionHistory(IAmazonS3 s3, Buckets buckets, PictureStore pictures, Dependencies dependencies, TimeProvider clock)
{
    // ListObjectsV2 returns at most 1,000 keys (S3 API reference).
    const int MostKeys = 1000;
    const long FirstWindow = 1000;
    const int Growth = 8;

    // Where few results are of the collection asked for, a page ends after reading this many, and says where to go on.
    const int MostRead = 400;
    const int Parallel = 16;

    /// <param name="isWanted">Whether a result belongs on the list.</param>
    /// <param name="before">Where the page begins: after this id, going back in time. Null begins with the newest.</param>
    /// <param name="limit">Most entries.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RecognitionPage> ListAsync(Func<RecognitionResult, bool> isWanted, Guid? before, int limit, CancellationToken cancellationToken)
    {
        var found = new List<RecognitionEntry>();
        var read = 0;
        await foreach (var ids in NewestFirstAsync(before, cancellationToken))
        {
            foreach (var chunk in ids.Chunk(Math.Min(Parallel, limit)))
            {
                var results = await Task.WhenAll(chunk.Select(id => pictures.FindResultAsync(id, cancellationToken)));
                for (var i = 0; i < chunk.Length; i++)
                {
                    if (results[i] is not { } result || !isWanted(result))
                        continue;
                    found.Add(RecognitionEntry.From(chunk[i], result));
                    if (found.Count == limit)
                        return new RecognitionPage(found, chunk[i]);
                }

                if ((read += chunk.Length) >= MostRead)
                    return new RecognitionPage(found, chunk[^1]);
            }
        }

        return new RecognitionPage(found, null);
    }

    async IAsyncEnumerable<IEnumerable<Guid>> NewestFirstAsync(Guid? before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ListAsync(RecognitionIds.Prefix, 1, cancellationToken) is not [var first, ..] || RecognitionIds.FromKey(first) is not { } oldest)
            yield break;

        var end = before is { } last ? ObjectKeys.Result(last) : null;
        var to = before is { } id ? RecognitionIds.MillisecondsOf(id) + 1 : clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var window = FirstWindow; ; window *= Growth)
        {
            var from = to - window;
            var keys = await ListAsync(RecognitionIds.KeyBefore(from), MostKeys, cancellationToken);
            while (keys.Count == MostKeys && IsBefore(keys[^1], end) && to - from > 1)
            {
                from += (to - from) / 2;
                keys = await ListAsync(RecognitionIds.KeyBefore(from), MostKeys, cancellationToken);
            }

            yield return keys.Where(key => IsBefore(key, end)).Select(RecognitionIds.FromKey).OfType<Guid>().Reverse();
            if (from <= RecognitionIds.MillisecondsOf(oldest))
                yield break;
            (end, to, window) = (RecognitionIds.KeyBefore(from), from, Math.Max(FirstWindow, to - from));
        }
    }

    static bool IsBefore(string key, string? end) => end is null || string.CompareOrdinal(key, end) < 0;

    async Task<IReadOnlyList<string>> ListAsync(string after, int count, CancellationToken cancellationToken)
    {
        var response = await dependencies.Storage.ExecuteAsync(async token => await s3.ListObjectsV2Async(new ListObjectsV2Request
        {
            BucketName = buckets.Output,
            Prefix = RecognitionIds.Prefix,
            StartAfter = after,
            MaxKeys = count,
        }, token), cancellationToken);
        return [.. (response.S3Objects ?? []).Select(found => found.Key)];
    }
}
