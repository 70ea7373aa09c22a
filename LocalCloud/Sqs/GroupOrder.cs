namespace FaceRec.LocalCloud.Sqs;

/// <summary>The order of a FIFO queue: within a group as sent, and no message of a group while others of it are in flight.</summary>
internal sealed class GroupOrder : IDeliveryOrder
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly LinkedList<Group> _open = new();
    private Group? _current;

    public int Count { get; private set; }

    public bool HasNext => _open.Count > 0;

    public void Add(SqsMessage message)
    {
        var group = GroupOf(message);
        group.Visible.Add(message);
        Count++;
        Settle(group);
    }

    public void PutBack(SqsMessage message) => Add(message);

    public void Remove(SqsMessage message)
    {
        var group = GroupOf(message);
        if (group.Visible.Remove(message))
            Count--;
        Settle(group);
    }

    public void BeginReceive() => _current = null;

    public SqsMessage? Next()
    {
        if (_current is not { Visible.Count: > 0 })
            _current = _open.First?.Value;
        if (_current is not { } group)
            return null;
        var message = group.Visible.Min!;
        group.Visible.Remove(message);
        Count--;
        group.InFlight++;
        Settle(group);
        return message;
    }

    public void Hold(SqsMessage message)
    {
        var group = GroupOf(message);
        group.InFlight++;
        Settle(group);
    }

    public void Release(SqsMessage message)
    {
        var group = GroupOf(message);
        group.InFlight--;
        Settle(group);
    }

    public void Clear()
    {
        _groups.Clear();
        _open.Clear();
        _current = null;
        Count = 0;
    }

    private Group GroupOf(SqsMessage message)
    {
        if (!_groups.TryGetValue(message.GroupId!, out var group))
            _groups[message.GroupId!] = group = new Group(message.GroupId!);
        return group;
    }

    private void Settle(Group group)
    {
        var open = group is { InFlight: 0, Visible.Count: > 0 };
        if (open && group.Place is null)
        {
            group.Place = _open.AddLast(group);
        }
        else if (!open && group.Place is { } place)
        {
            _open.Remove(place);
            group.Place = null;
        }

        if (group is { InFlight: 0, Visible.Count: 0 })
            _groups.Remove(group.Id);
    }

    private sealed class Group(string id)
    {
        public string Id => id;

        public SortedSet<SqsMessage> Visible { get; } = new(Comparer<SqsMessage>.Create((a, b) => a.Sequence.CompareTo(b.Sequence)));

        public int InFlight { get; set; }

        public LinkedListNode<Group>? Place { get; set; }
    }
}
