namespace FaceRec.LocalCloud.Sqs;

/// <content>The part that passes messages on to other queues, and to the next run.</content>
internal sealed partial class SqsQueue
{
    /// <summary>Taken out to be put into another queue, and not known yet to be safe there.</summary>
    private readonly HashSet<SqsMessage> _leaving = [];

    /// <summary>Takes in a message of another queue: from a redrive policy or a move task. It keeps its id and age, not its receives.</summary>
    public void Accept(SqsMessage message, string? sourceArn)
    {
        lock (_gate)
        {
            EnsureExists();
            var now = _clock.GetUtcNow();
            Add(new SqsMessage
            {
                Sequence = _messages.NextSequence(),
                Id = message.Id,
                Body = message.Body,
                Attributes = message.Attributes,
                TraceHeader = message.TraceHeader,
                GroupId = message.GroupId,
                DeduplicationId = message.DeduplicationId,
                SourceArn = sourceArn,
                // A FIFO queue counts the age anew; a standard queue keeps the age from the first queue.
                Sent = Attributes.IsFifo ? now : message.Sent,
                State = MessageState.Visible,
                Due = now,
            });
        }
    }

    /// <summary>Takes visible messages away for good, to be put into another queue by a move task.</summary>
    public IReadOnlyList<SqsMessage> Drain(int max)
    {
        lock (_gate)
        {
            EnsureExists();
            Advance();
            var drained = _messages.TakeVisible(max);
            _leaving.UnionWith(drained);
            return drained;
        }
    }

    /// <summary>A message that <see cref="Drain"/> or a receive took to be put elsewhere is safe there.</summary>
    public void Drained(SqsMessage message)
    {
        lock (_gate)
        {
            if (_leaving.Remove(message) && !_deleted)
                _journal.Deleted(Name, message.Sequence);
        }
    }

    /// <summary>Tells the journal everything, as the beginning of a new journal.</summary>
    public void WriteSnapshot(IQueueJournal journal)
    {
        lock (_gate)
        {
            if (_deleted)
                return;
            journal.SnapshotBegins(Name);
            journal.QueueWritten(_record, _messages.LastSequence);
            foreach (var message in _messages.All.Concat(_leaving))
                journal.Sent(Name, message);
            foreach (var remembered in _deduplication.All)
                journal.Remembered(Name, remembered);
            journal.SnapshotEnds(Name);
        }
    }

    /// <summary>Puts back what a journal remembers.</summary>
    public void Restore(JournaledQueue journaled)
    {
        lock (_gate)
        {
            foreach (var message in journaled.Messages.Values)
                _messages.Restore(message);
            _messages.LastSequence = journaled.LastSequence;
            journaled.Remembered.ForEach(_deduplication.Remember);
        }
    }
}
