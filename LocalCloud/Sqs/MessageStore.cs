namespace FaceRec.LocalCloud.Sqs;

/// <summary>The messages of one queue, by age, by due time and by state. Used only under the lock of the queue.</summary>
internal sealed class MessageStore(IDeliveryOrder order)
{
    private readonly Dictionary<long, SqsMessage> _bySequence = [];
    private readonly LinkedList<SqsMessage> _byAge = new();
    private readonly SortedSet<SqsMessage> _hidden = new(Comparer<SqsMessage>.Create(
        (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence)));
    private int _delayed;

    public int InFlight { get; private set; }

    public bool HasNext => order.HasNext;

    public DateTimeOffset? NextDue => _hidden.Min?.Due;

    public IEnumerable<SqsMessage> All => _byAge;

    /// <summary>The number of the youngest message that was ever here.</summary>
    public long LastSequence { get; set; }

    public long NextSequence() => ++LastSequence;

    public MessageCounts Count() => new(order.Count, InFlight, _delayed);

    public SqsMessage? Find(long sequence) => _bySequence.GetValueOrDefault(sequence);

    public void Add(SqsMessage message)
    {
        _bySequence.Add(message.Sequence, message);
        // Nearly always the youngest; only messages that come from another queue are older than the last.
        var before = _byAge.Last;
        while (before is not null && before.Value.Sent > message.Sent)
            before = before.Previous;
        message.ByAge = before is null ? _byAge.AddFirst(message) : _byAge.AddAfter(before, message);
        if (message.State == MessageState.Visible)
        {
            order.Add(message);
        }
        else
        {
            _delayed++;
            _hidden.Add(message);
        }
    }

    public void Restore(SqsMessage message)
    {
        if (message.State != MessageState.InFlight)
        {
            Add(message);
            return;
        }

        // In flight when the record was written. Groups of FIFO queues count what was handed out, so hand it out again.
        message.State = MessageState.Visible;
        Add(message);
        order.Remove(message);
        order.Hold(message);
        Hide(message, MessageState.InFlight, message.Due);
    }

    public void BeginReceive() => order.BeginReceive();

    /// <summary>The next visible message; the caller hides or removes it at once.</summary>
    public SqsMessage? Next() => order.Next() is { } message ? Leave(message) : null;

    /// <summary>Hides a message that was handed out, or moves the time at which it will be shown.</summary>
    public void Hide(SqsMessage message, MessageState state, DateTimeOffset due)
    {
        if (message.State == MessageState.InFlight)
            _hidden.Remove(message);
        else
            InFlight++;
        message.State = state;
        message.Due = due;
        _hidden.Add(message);
    }

    /// <summary>Makes a hidden message visible.</summary>
    public void Show(SqsMessage message)
    {
        Unhide(message);
        message.State = MessageState.Visible;
        order.Add(message);
    }

    /// <summary>Makes a message visible at the place from which it was taken.</summary>
    public void PutBack(SqsMessage message)
    {
        Unhide(message);
        message.State = MessageState.Visible;
        order.PutBack(message);
    }

    public void Remove(SqsMessage message)
    {
        switch (message.State)
        {
            case MessageState.Visible:
                order.Remove(message);
                break;
            case MessageState.Taken:
                order.Release(message);
                break;
            default:
                Unhide(message);
                break;
        }

        message.State = MessageState.Gone;
        _bySequence.Remove(message.Sequence);
        _byAge.Remove(message.ByAge!);
    }

    /// <returns>How many hidden messages became visible.</returns>
    public int ShowDue(DateTimeOffset now)
    {
        var shown = 0;
        for (; _hidden.Min is { } first && first.Due <= now; shown++)
            Show(first);
        return shown;
    }

    /// <summary>Removes and returns what was sent at or before the time.</summary>
    public IReadOnlyList<SqsMessage> Expire(DateTimeOffset sentBefore)
    {
        List<SqsMessage>? expired = null;
        while (_byAge.First is { } oldest && oldest.Value.Sent <= sentBefore)
        {
            (expired ??= []).Add(oldest.Value);
            Remove(oldest.Value);
        }

        return expired ?? (IReadOnlyList<SqsMessage>)[];
    }

    public IReadOnlyList<SqsMessage> TakeVisible(int max)
    {
        var taken = _byAge.Where(message => message.State == MessageState.Visible).Take(max).ToList();
        taken.ForEach(Remove);
        return taken;
    }

    public void Clear()
    {
        foreach (var message in _byAge)
            message.State = MessageState.Gone;
        _bySequence.Clear();
        _byAge.Clear();
        _hidden.Clear();
        order.Clear();
        InFlight = _delayed = 0;
    }

    private static SqsMessage Leave(SqsMessage message)
    {
        message.State = MessageState.Taken;
        return message;
    }

    private void Unhide(SqsMessage message)
    {
        _hidden.Remove(message);
        if (message.State == MessageState.Delayed)
        {
            _delayed--;
            return;
        }

        InFlight--;
        order.Release(message);
    }
}
