namespace FaceRec.LocalCloud.Sqs;

/// <summary>
/// What receivers do with the messages of one queue: take them, give them back, hide them for longer, delete them. Used only under the lock
/// of the queue.
/// </summary>
internal sealed class Deliveries(string name, string key, MessageStore messages, LongPolls polls, IQueueJournal journal)
{
    private readonly ReceiveAttempts _attempts = new();

    /// <summary>Takes what is visible; what was taken too often already is removed and returned as dead.</summary>
    public Receipt Take(ReceiveRequest request, QueueAttributes attributes, DateTimeOffset now)
    {
        var visibility = request.Visibility ?? attributes.VisibilityTimeout;
        if (attributes.IsFifo && request.AttemptId is { } attempt && _attempts.Find(attempt, now) is { } again)
        {
            foreach (var received in again)
            {
                messages.Hide(received.Message, MessageState.InFlight, now + visibility);
                journal.Changed(name, received.Message);
            }

            return new Receipt(again, []);
        }

        if (messages.InFlight >= SqsLimits.InFlight && messages.HasNext)
            throw SqsErrors.OverLimit("The maximum number of in flight messages is reached.");
        List<ReceivedMessage> taken = [];
        List<SqsMessage> dead = [];
        messages.BeginReceive();
        while (taken.Count < request.Max && messages.Next() is { } message)
        {
            if (attributes.Redrive is { } redrive && message.ReceiveCount >= redrive.MaxReceiveCount)
            {
                messages.Remove(message);
                dead.Add(message);
                continue;
            }

            message.ReceiveCount++;
            message.FirstReceived ??= now;
            messages.Hide(message, MessageState.InFlight, now + visibility);
            journal.Changed(name, message);
            taken.Add(new ReceivedMessage(message, new ReceiptHandle(key, message.Sequence, message.ReceiveCount), message.FirstReceived.Value));
        }

        if (request.AttemptId is { } id && taken.Count > 0)
            _attempts.Remember(id, taken, now);
        return new Receipt(taken, dead);
    }

    /// <summary>Messages whose receiver went away before it could have read the answer were never received.</summary>
    public void PutBack(IEnumerable<ReceivedMessage> received)
    {
        foreach (var (message, handle, _) in received.Reverse())
        {
            if (message.State != MessageState.InFlight || message.ReceiveCount != handle.ReceiveCount)
                continue;
            message.ReceiveCount--;
            messages.PutBack(message);
            journal.Changed(name, message);
            polls.WakeOne();
        }
    }

    public void Delete(string handle, bool isFifo)
    {
        var (message, parsed) = Find(handle);
        if (message is null)
            return;
        if (message.ReceiveCount != parsed.ReceiveCount || message.State != MessageState.InFlight)
        {
            // An old handle deletes nothing. A FIFO queue says so; a standard queue does not.
            if (isFifo)
                throw SqsErrors.ReceiptHandleExpired(handle);
            if (message.ReceiveCount != parsed.ReceiveCount)
                return;
        }

        messages.Remove(message);
        journal.Deleted(name, message.Sequence);
        // A FIFO queue may go on with the group.
        if (messages.HasNext)
            polls.WakeOne();
    }

    public void ChangeVisibility(string handle, TimeSpan visibility, DateTimeOffset now)
    {
        var (message, parsed) = Find(handle);
        if (message is null || message.ReceiveCount != parsed.ReceiveCount || message.State != MessageState.InFlight)
            throw SqsErrors.MessageNotInflight(handle);
        if (visibility == TimeSpan.Zero)
        {
            messages.Show(message);
            polls.WakeOne();
        }
        else
        {
            messages.Hide(message, MessageState.InFlight, now + visibility);
        }

        journal.Changed(name, message);
    }

    private (SqsMessage? Message, ReceiptHandle Handle) Find(string handle)
    {
        if (ReceiptHandle.Parse(handle) is not { } parsed || parsed.QueueKey != key)
            throw SqsErrors.ReceiptHandleIsInvalid(handle);
        return (messages.Find(parsed.Sequence), parsed);
    }
}
