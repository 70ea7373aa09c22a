namespace FaceRec.LocalCloud.Sqs;

/// <summary>The order of a standard queue: as messages became visible. (AWS promises no order at all.)</summary>
internal sealed class ArrivalOrder : IDeliveryOrder
{
    private readonly LinkedList<SqsMessage> _visible = new();

    public int Count => _visible.Count;

    public bool HasNext => _visible.Count > 0;

    public void Add(SqsMessage message) => message.Visible = _visible.AddLast(message);

    public void PutBack(SqsMessage message) => message.Visible = _visible.AddFirst(message);

    public void Remove(SqsMessage message)
    {
        _visible.Remove(message.Visible!);
        message.Visible = null;
    }

    public void BeginReceive()
    {
        // Each message stands alone.
    }

    public SqsMessage? Next()
    {
        if (_visible.First is not { } first)
            return null;
        Remove(first.Value);
        return first.Value;
    }

    public void Hold(SqsMessage message)
    {
        // Nothing waits for another message to leave.
    }

    public void Release(SqsMessage message)
    {
        // Nothing waits for another message to leave.
    }

    public void Clear() => _visible.Clear();
}
