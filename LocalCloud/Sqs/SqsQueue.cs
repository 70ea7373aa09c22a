namespace FaceRec.LocalCloud.Sqs;

/// <summary>
/// One queue: its attributes and the life of its messages. Everything is computed from the clock when somebody asks,
/// so counts are right with nobody polling; only a waiting long poll needs a timer.
/// </summary>
internal sealed partial class SqsQueue
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly IQueueJournal _journal;
    private readonly MessageStore _messages;
    private readonly DeduplicationWindow _deduplication = new();
    private readonly LongPolls _polls = new();
    private readonly Deliveries _deliveries;
    private readonly ITimer _alarm;
    private QueueRecord _record;
    private DateTimeOffset? _purged;
    private bool _deleted;

    public SqsQueue(QueueRecord record, QueueAttributes attributes, TimeProvider clock, IQueueJournal journal)
    {
        _record = record;
        _clock = clock;
        _journal = journal;
        Attributes = attributes;
        _messages = new MessageStore(attributes.IsFifo ? new GroupOrder() : new ArrivalOrder());
        _deliveries = new Deliveries(record.Name, record.Key, _messages, _polls, journal);
        _alarm = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name => _record.Name;

    public string Arn => SqsNames.Arn(Name);

    /// <summary>Replaced whole, so that it can be read without the lock.</summary>
    public QueueAttributes Attributes { get; private set; }

    public QueueRecord Record
    {
        get
        {
            lock (_gate)
                return _record;
        }
    }

    /// <summary>Receivers that wait at this moment.</summary>
    public int Pollers
    {
        get
        {
            lock (_gate)
                return _polls.Count;
        }
    }

    public SentMessage Send(NewMessage message)
    {
        lock (_gate)
        {
            EnsureExists();
            var now = _clock.GetUtcNow();
            if (!Attributes.IsFifo)
                return new SentMessage(Place(message, now, null).Id, null);
            var key = MessageRules.DeduplicationKey(message, Attributes);
            if (_deduplication.Find(key, now) is { } earlier)
                return earlier;
            var placed = Place(message, now, MessageRules.DeduplicationId(message, Attributes));
            var sent = new SentMessage(placed.Id, placed.SequenceNumber);
            var remembered = new RememberedMessage(key, sent, now);
            _deduplication.Remember(remembered);
            _journal.Remembered(Name, remembered);
            return sent;
        }
    }

    /// <summary>Waits for messages as long as the request says. A cancelled wait takes none, and who loses a race for one waits on.</summary>
    public async Task<Receipt> ReceiveAsync(ReceiveRequest request, CancellationToken cancellationToken)
    {
        var deadline = _clock.GetUtcNow() + request.Wait;
        while (true)
        {
            LongPoll poll;
            TimeSpan left;
            lock (_gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                EnsureExists();
                Advance();
                var receipt = _deliveries.Take(request, Attributes, _clock.GetUtcNow());
                _leaving.UnionWith(receipt.Dead);
                left = deadline - _clock.GetUtcNow();
                if (!receipt.IsEmpty || left <= TimeSpan.Zero)
                    return receipt;
                poll = _polls.Join();
                SetAlarm();
            }

            try
            {
                await poll.WaitAsync(left, _clock, cancellationToken);
            }
            finally
            {
                lock (_gate)
                {
                    // Woken and cancelled at once: the message this poll was woken for belongs to another.
                    if (!_polls.Leave(poll) && cancellationToken.IsCancellationRequested && _messages.HasNext)
                        _polls.WakeOne();
                }
            }
        }
    }

    /// <summary>Messages whose receiver went away before it could have read the answer were never received.</summary>
    public void PutBack(IEnumerable<ReceivedMessage> received)
    {
        lock (_gate)
        {
            if (!_deleted)
                _deliveries.PutBack(received);
        }
    }

    public void Delete(string handle)
    {
        lock (_gate)
        {
            EnsureExists();
            Advance();
            _deliveries.Delete(handle, Attributes.IsFifo);
        }
    }

    public void ChangeVisibility(string handle, TimeSpan visibility)
    {
        lock (_gate)
        {
            EnsureExists();
            Advance();
            _deliveries.ChangeVisibility(handle, visibility, _clock.GetUtcNow());
            SetAlarm();
        }
    }

    public void Configure(IReadOnlyDictionary<string, string> changes)
    {
        lock (_gate)
        {
            EnsureExists();
            Attributes = Attributes.With(changes);
            Write(_record with { Attributes = Attributes.Values, Modified = _clock.GetUtcNow() });
        }
    }

    public void Tag(IReadOnlyDictionary<string, string> added, IEnumerable<string> removed)
    {
        lock (_gate)
        {
            EnsureExists();
            var tags = _record.Tags.SetItems(added).RemoveRange(removed);
            if (tags.Count > SqsLimits.QueueTags)
                throw SqsErrors.InvalidParameterValue($"Too many tags added for queue {Name}.");
            Write(_record with { Tags = tags });
        }
    }

    public void Purge()
    {
        lock (_gate)
        {
            EnsureExists();
            var now = _clock.GetUtcNow();
            if (now - _purged < SqsLimits.PurgeInterval)
                throw SqsErrors.PurgeQueueInProgress(Name);
            _purged = now;
            _messages.Clear();
            _journal.Purged(Name);
        }
    }

    public MessageCounts Count()
    {
        lock (_gate)
        {
            EnsureExists();
            Advance();
            return _messages.Count();
        }
    }

    /// <summary>The queue is gone; whoever waits at it is told.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _deleted = true;
            _journal.QueueDeleted(Name);
            _polls.WakeAll();
            _alarm.Dispose();
        }
    }

    private SqsMessage Place(NewMessage message, DateTimeOffset now, string? deduplicationId)
    {
        var delay = message.Delay ?? Attributes.Delay;
        var placed = new SqsMessage
        {
            Sequence = _messages.NextSequence(),
            Id = Guid.NewGuid().ToString(),
            Body = message.Body,
            Attributes = message.Attributes,
            TraceHeader = message.TraceHeader,
            GroupId = message.GroupId,
            DeduplicationId = deduplicationId,
            Sent = now,
            State = delay > TimeSpan.Zero ? MessageState.Delayed : MessageState.Visible,
            Due = now + delay,
        };
        Add(placed);
        return placed;
    }

    private void Add(SqsMessage message)
    {
        _journal.Sent(Name, message);
        _messages.Add(message);
        if (message.State == MessageState.Visible)
            _polls.WakeOne();
        else
            SetAlarm();
    }

    private void Advance()
    {
        var now = _clock.GetUtcNow();
        foreach (var expired in _messages.Expire(now - Attributes.Retention))
            _journal.Deleted(Name, expired.Sequence);
        for (var shown = _messages.ShowDue(now); shown > 0 && _polls.Count > 0; shown--)
            _polls.WakeOne();
    }

    private void SetAlarm()
    {
        if (_polls.Count == 0 || _messages.NextDue is not { } due)
            return;
        var left = due - _clock.GetUtcNow();
        // The clock counts in milliseconds; a little late is better than ringing twice.
        _alarm.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        lock (_gate)
        {
            if (_deleted)
                return;
            Advance();
            SetAlarm();
        }
    }

    private void Write(QueueRecord record)
    {
        _record = record;
        _journal.QueueWritten(record, _messages.LastSequence);
    }

    private void EnsureExists()
    {
        if (_deleted)
            throw SqsErrors.QueueDoesNotExist();
    }
}
