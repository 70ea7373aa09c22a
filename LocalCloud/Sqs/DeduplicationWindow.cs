namespace FaceRec.LocalCloud.Sqs;

/// <summary>Remembers for five minutes what a FIFO queue was sent, also after the message is deleted.</summary>
internal sealed class DeduplicationWindow
{
    private readonly Dictionary<string, SentMessage> _sent = new(StringComparer.Ordinal);
    private readonly Queue<RememberedMessage> _byAge = new();

    public IEnumerable<RememberedMessage> All => _byAge;

    public SentMessage? Find(string key, DateTimeOffset now)
    {
        while (_byAge.TryPeek(out var oldest) && now - oldest.At >= SqsLimits.DeduplicationInterval)
        {
            _byAge.Dequeue();
            _sent.Remove(oldest.Key);
        }

        return _sent.GetValueOrDefault(key);
    }

    public void Remember(RememberedMessage message)
    {
        _sent[message.Key] = message.Sent;
        _byAge.Enqueue(message);
    }
}
