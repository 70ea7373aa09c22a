namespace FaceRec.ErrorQueues;

/// <summary>
/// What a run has sent and not yet deleted. It is written between the two, so a run that follows one that was killed there finds the
/// messages already sent and only deletes them. A message's id in the error queue is its own for as long as it lies there, at most 14
/// days (SQS quotas), and so long an entry counts.
/// </summary>
internal sealed class SentLedger
{
    const string Prefix = "errors/sent/";
    static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    readonly ErrorStore _store;
    readonly TimeProvider _clock;
    readonly string _key = $"{Prefix}{Guid.CreateVersion7():N}.json";
    readonly Dictionary<string, HashSet<string>> _left = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _keyByMessage = new(StringComparer.Ordinal);

    readonly List<string> _undeleted = [];

    SentLedger(ErrorStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>Reads what earlier runs have left.</summary>
    public static async Task<SentLedger> OpenAsync(ErrorStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = new SentLedger(store, clock);
        await foreach (var key in store.ListAsync(Prefix, null, cancellationToken))
        {
            if (await store.TryReadAsync<Entry>(key, cancellationToken) is not { } entry)
                continue;
            ledger._left[key] = clock.GetUtcNow() - entry.At < Longest ? [.. entry.Messages] : [];
            foreach (var message in entry.Messages)
                ledger._keyByMessage[message] = key;
        }

        return ledger;
    }

    /// <summary>Whether a run that ended too early has sent this message.</summary>
    public bool WasSent(FailedMessage message) => _keyByMessage.ContainsKey(Name(message));

    /// <summary>Notes what has just been sent, in place of what was noted before and is deleted by now.</summary>
    public Task NoteAsync(IEnumerable<FailedMessage> sent) => _store.WriteAsync(_key, new Entry(_clock.GetUtcNow(), [.. _undeleted, .. sent.Select(Name)]));

    /// <summary>Remembers what SQS did not delete, for the next run.</summary>
    public void Keep(IEnumerable<FailedMessage> undeleted) => _undeleted.AddRange(undeleted.Select(Name));

    /// <summary>A message that an earlier run had sent is deleted too.</summary>
    public void Settle(FailedMessage message)
    {
        if (_keyByMessage.Remove(Name(message), out var key))
            _left[key].Remove(Name(message));
    }

    /// <summary>Removes what nobody needs any more.</summary>
    public Task CloseAsync() => _store.DeleteAsync(_left.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key).Concat(_undeleted.Count == 0 ? [_key] : []));

    static string Name(FailedMessage message) => $"{message.Queue.Name}/{message.Id}";

    sealed record Entry(DateTimeOffset At, IReadOnlyList<string> Messages);
}
