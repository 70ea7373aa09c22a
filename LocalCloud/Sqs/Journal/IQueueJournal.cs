namespace FaceRec.LocalCloud.Sqs;

/// <summary>
/// Where the changes of queues are written down, in the order in which they are told. The calls return at once;
/// an answer that promises something is sent only after <see cref="FlushAsync"/>.
/// </summary>
internal interface IQueueJournal
{
    /// <param name="lastSequence">The number of the queue's youngest message so far, so that numbers are not given twice.</param>
    void QueueWritten(QueueRecord queue, long lastSequence);

    void QueueDeleted(string queue);

    /// <summary>All that follows of this queue, up to <see cref="SnapshotEnds"/>, is the queue as it is now, and replaces what was told before.</summary>
    void SnapshotBegins(string queue);

    /// <summary>The snapshot is complete. One without its end does not count: the process was killed while it wrote.</summary>
    void SnapshotEnds(string queue);

    void Purged(string queue);

    void Sent(string queue, SqsMessage message);

    /// <summary>A FIFO queue knows the key of a message from now on, also when the message is deleted.</summary>
    void Remembered(string queue, RememberedMessage message);

    /// <summary>The message was received, or its visibility changed.</summary>
    void Changed(string queue, SqsMessage message);

    void Deleted(string queue, long sequence);

    /// <summary>Completes when everything told so far would outlive the process.</summary>
    ValueTask FlushAsync();
}
