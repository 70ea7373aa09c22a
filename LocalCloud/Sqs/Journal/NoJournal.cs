namespace FaceRec.LocalCloud.Sqs;

/// <summary>Queues that live in memory only.</summary>
internal sealed class NoJournal : IQueueJournal
{
    public static readonly NoJournal Instance = new();

    public void QueueWritten(QueueRecord queue, long lastSequence)
    {
        // Nothing is kept.
    }

    public void QueueDeleted(string queue)
    {
        // Nothing is kept.
    }

    public void SnapshotBegins(string queue)
    {
        // Nothing is kept.
    }

    public void SnapshotEnds(string queue)
    {
        // Nothing is kept.
    }

    public void Purged(string queue)
    {
        // Nothing is kept.
    }

    public void Sent(string queue, SqsMessage message)
    {
        // Nothing is kept.
    }

    public void Remembered(string queue, RememberedMessage message)
    {
        // Nothing is kept.
    }

    public void Changed(string queue, SqsMessage message)
    {
        // Nothing is kept.
    }

    public void Deleted(string queue, long sequence)
    {
        // Nothing is kept.
    }

    public ValueTask FlushAsync() => ValueTask.CompletedTask;
}
