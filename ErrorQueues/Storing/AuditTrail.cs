using System.Globalization;
using System.Runtime.CompilerServices;

namespace FaceRec.ErrorQueues;

/// <summary>
/// One object in S3 for each action: written before the action begins and again when it has ended, so that one that was killed is seen
/// too, as still running.
/// </summary>
public sealed class AuditTrail(ErrorStore store, TimeProvider clock)
{
    const string Prefix = "errors/audit/";

    // Keys sort by time.
    const string TimeInKey = "yyyy-MM-dd/HHmmss.fff";

    /// <summary>Does the action and records it. Where the trail cannot be written, nothing is done.</summary>
    internal async Task<RunResult> RecordAsync(AuditEntry entry, Func<Task<RunResult>> action)
    {
        var key = $"{KeyBefore(entry.At)}-{entry.Id}.json";
        await store.WriteAsync(key, entry);
        try
        {
            var result = await action();
            await store.WriteAsync(key, entry.With(result) with { EndedAt = clock.GetUtcNow() });
            return result;
        }
        catch (Exception e)
        {
            await store.WriteAsync(key, entry with { Outcome = AuditEntry.Failed, Reason = e.Message, EndedAt = clock.GetUtcNow() });
            throw;
        }
    }

    /// <summary>What was done in this time, the oldest first.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(DateTimeOffset? since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = until is { } last ? KeyBefore(last) : null;
        await foreach (var key in store.ListAsync(Prefix, since is { } first ? KeyBefore(first) : null, cancellationToken))
        {
            if (end is not null && string.CompareOrdinal(key, end) >= 0)
                yield break;
            if (await store.TryReadAsync<AuditEntry>(key, cancellationToken) is { } entry)
                yield return entry;
        }
    }

    static string KeyBefore(DateTimeOffset time) => Prefix + time.UtcDateTime.ToString(TimeInKey, CultureInfo.InvariantCulture);
}
