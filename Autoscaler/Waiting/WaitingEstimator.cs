using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>Follows how long messages wait, from what the queue holds and what workers say that they took. Safe for concurrent use.</summary>
public sealed class WaitingEstimator(TimeSpan checkInterval)
{
    // How often those report that do not say how often, and the least often that anybody is waited for.
    static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(10);

    readonly Lock _lock = new();
    readonly List<(TakenMessages? Taken, DateTimeOffset HeardAt)> _reports = [];
    DateTimeOffset? _lastTaken;
    QueueMemory _memory;

    /// <summary>What came out of the last measurement; null where it is unknown.</summary>
    public OldestMessage? Last { get; private set; }

    /// <summary>Takes a worker's report.</summary>
    public void Add(TakenMessages? taken, DateTimeOffset heardAt)
    {
        lock (_lock)
        {
            _reports.Add((taken, heardAt));
            if (taken is { Count: > 0 })
                _lastTaken = heardAt;
        }
    }

    /// <summary>Takes a measurement of the queue, null where it failed, and gives the age of what waits longest.</summary>
    public OldestMessage? Measure(QueueCounts? counts, DateTimeOffset now)
    {
        lock (_lock)
        {
            _reports.RemoveAll(report => !IsFresh(report.Taken, now - report.HeardAt));
            var told = _reports.Select(report => report.Taken).OfType<TakenMessages>().ToList();
            var lately = new TakenLately(told.Sum(taken => taken.Count), told.Max(taken => taken.LongestWaitSeconds), _lastTaken, told.Count < _reports.Count);
            (Last, _memory) = OldestMessageRule.Derive(counts, lately, _memory, now);
            return Last;
        }
    }

    /// <summary>Forgets everything: for a while nobody listened.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _reports.Clear();
            (_lastTaken, _memory, Last) = (null, default, null);
        }
    }

    // A report speaks until the worker's next one, and for at least one measurement.
    bool IsFresh(TakenMessages? taken, TimeSpan age)
    {
        var period = Math.Clamp(taken?.Seconds ?? UsualPeriod.TotalSeconds, 0, LongestPeriod.TotalSeconds);
        return age <= checkInterval + TimeSpan.FromSeconds(period);
    }
}
