using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>The latest decisions, for whoever asks why the fleet is as it is. Safe for concurrent use.</summary>
internal sealed class DecisionHistory
{
    /// <summary>How many are kept.</summary>
    public const int Limit = 1000;

    readonly Lock _lock = new();
    readonly LinkedList<FleetDecision> _latest = [];

    public void Add(FleetDecision decision)
    {
        lock (_lock)
        {
            _latest.AddFirst(decision);
            if (_latest.Count > Limit)
                _latest.RemoveLast();
        }
    }

    /// <summary>Takes another's history for its own, the latest first.</summary>
    public void Replace(IReadOnlyList<FleetDecision> decisions)
    {
        lock (_lock)
        {
            _latest.Clear();
            foreach (var decision in decisions.Take(Limit))
                _latest.AddLast(decision);
        }
    }

    /// <summary>The latest first.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="onlyActed">Whether to leave out those that did nothing.</param>
    public IReadOnlyList<FleetDecision> Latest(int count, bool onlyActed = false)
    {
        lock (_lock)
            return [.. _latest.Where(decision => !onlyActed || decision.Outcomes.Count > 0).Take(count)];
    }
}
