namespace FaceRec.LocalCloud.Sqs;

/// <summary>What a FIFO queue gave to which receive attempt, so that a receive whose answer was lost can be repeated.</summary>
internal sealed class ReceiveAttempts
{
    private readonly Dictionary<string, (DateTimeOffset At, IReadOnlyList<ReceivedMessage> Messages)> _attempts = new(StringComparer.Ordinal);

    /// <summary>The same messages again, unless one of them has been deleted or shown since.</summary>
    public IReadOnlyList<ReceivedMessage>? Find(string id, DateTimeOffset now)
    {
        foreach (var (old, _) in _attempts.Where(attempt => now - attempt.Value.At >= SqsLimits.DeduplicationInterval).ToList())
            _attempts.Remove(old);
        return _attempts.TryGetValue(id, out var found) && found.Messages.All(IsHeld) ? found.Messages : null;
    }

    public void Remember(string id, IReadOnlyList<ReceivedMessage> messages, DateTimeOffset now) => _attempts[id] = (now, messages);

    private static bool IsHeld(ReceivedMessage received) =>
        received.Message.State == MessageState.InFlight && received.Message.ReceiveCount == received.Handle.ReceiveCount;
}
