using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>The last that every worker said of itself, and what all of them have done. Safe for concurrent use.</summary>
public sealed class WorkerDirectory
{
    // A worker that is gone says nothing more; of one that was cut off for so long, nothing that matters is lost.
    static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    readonly Lock _lock = new();
    readonly Dictionary<string, WorkerReported> _reports = [];
    DateTimeOffset _listeningSince = DateTimeOffset.MaxValue;
    long _completed;
    double _serviceSeconds;

    /// <summary>
    /// Since when reports have been heard. Of a worker that was silent only while nobody listened, nothing can be said: an Autoscaler that
    /// has just begun must take no running worker for a dead one.
    /// </summary>
    public DateTimeOffset ListeningSince
    {
        get
        {
            lock (_lock)
                return _listeningSince;
        }
    }

    /// <summary>What has been done since this was made.</summary>
    public WorkDone Done
    {
        get
        {
            lock (_lock)
                return new WorkDone(_completed, _serviceSeconds, _reports.Count > 0 ? (int)Math.Round(_reports.Values.Average(report => report.Slots)) : null);
        }
    }

    public void ListensFrom(DateTimeOffset time)
    {
        lock (_lock)
            _listeningSince = time;
    }

    public WorkerReported? Find(string instanceId)
    {
        lock (_lock)
            return _reports.GetValueOrDefault(instanceId);
    }

    /// <summary>Takes a report, unless a later one is here already: queues do not keep order.</summary>
    public void Add(WorkerReported report)
    {
        lock (_lock)
        {
            var known = _reports.GetValueOrDefault(report.InstanceId);
            if (known?.ReportedAt > report.ReportedAt)
                return;
            _reports[report.InstanceId] = report;
            Count(report, known);
            foreach (var old in _reports.Values.Where(other => report.ReportedAt - other.ReportedAt > Remembered).ToList())
                _reports.Remove(old.InstanceId);
        }
    }

    /// <summary>Notes that a worker has nothing left in hand.</summary>
    public void Drained(WorkerDrained drained)
    {
        if (Find(drained.InstanceId) is { } last)
            Add(last with { State = WorkerState.Drained, Busy = 0, ReportedAt = drained.DrainedAt });
    }

    // Reports tell what a worker has done since it started. What one did before anybody listened has not been done of late, and one that
    // was started again counts from zero.
    void Count(WorkerReported report, WorkerReported? known)
    {
        if (known is null && report.StartedAt < _listeningSince)
            return;
        var before = known?.StartedAt == report.StartedAt ? known : null;
        _completed += report.Completed - (before?.Completed ?? 0);
        _serviceSeconds += report.ServiceSeconds - (before?.ServiceSeconds ?? 0);
    }
}
