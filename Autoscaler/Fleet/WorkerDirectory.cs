using System.Collections.Concurrent;
using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>The last that every worker said of itself.</summary>
public sealed class WorkerDirectory
{
    readonly ConcurrentDictionary<string, WorkerReported> _reports = new();

    /// <summary>
    /// Since when reports have been heard. Of a worker that was silent only while nobody listened, nothing can be said: an Autoscaler that
    /// has just begun must take no running worker for a dead one.
    /// </summary>
    public DateTimeOffset ListeningSince { get; private set; } = DateTimeOffset.MaxValue;

    public void ListensFrom(DateTimeOffset time) => ListeningSince = time;

    /// <summary>Every worker that ever reported, gone ones included.</summary>
    public IReadOnlyCollection<WorkerReported> All => [.. _reports.Values];

    public WorkerReported? Find(string instanceId) => _reports.GetValueOrDefault(instanceId);

    /// <summary>Takes a report, unless a later one is here already: queues do not keep order.</summary>
    public void Add(WorkerReported report) =>
        _reports.AddOrUpdate(report.InstanceId, report, (_, known) => report.ReportedAt >= known.ReportedAt ? report : known);

    /// <summary>Notes that a worker has nothing left in hand.</summary>
    public void Drained(WorkerDrained drained)
    {
        if (Find(drained.InstanceId) is { } last)
            Add(last with { State = WorkerState.Drained, Busy = 0, ReportedAt = drained.DrainedAt });
    }
}
