namespace FaceRec.Recognition.Matching;

/// <summary>The highest of many numbers with their rows.</summary>
internal sealed class BestRows(int count)
{
    private readonly PriorityQueue<int, float> _rows = new(count + 1);

    /// <summary>What a number must exceed to be among the highest; less than every number until there are enough.</summary>
    public float Least { get; private set; } = float.NegativeInfinity;

    public void Add(int row, float value)
    {
        if (value <= Least)
            return;
        if (_rows.Count < count)
            _rows.Enqueue(row, value);
        else
            _rows.EnqueueDequeue(row, value);
        if (_rows.Count == count && _rows.TryPeek(out _, out var least))
            Least = least;
    }

    public void Add(BestRows other)
    {
        foreach (var (row, value) in other._rows.UnorderedItems)
            Add(row, value);
    }

    /// <summary>Highest first.</summary>
    public IEnumerable<(int Row, float Value)> InOrder() =>
        _rows.UnorderedItems.Select(item => (item.Element, item.Priority)).OrderByDescending(item => item.Priority).ThenBy(item => item.Element);
}
