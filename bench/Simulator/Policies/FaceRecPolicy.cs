using FaceRec.Autoscaler;
using FaceRec.Messages;

namespace FaceRec.Bench.Simulator;

/// <summary>The product's own: <see cref="DemandEstimator"/> and <see cref="ScalingPolicy"/> as the Autoscaler runs them.</summary>
public sealed class FaceRecPolicy(string name, AutoscalerOptions options) : IFleetPolicy
{
    static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly DemandEstimator _demand = new(options);
    readonly List<(DateTimeOffset At, int Wanted)> _recent = [];

    public string Name => name;

    public double IntervalSeconds => options.CheckInterval.TotalSeconds;

    public FleetAction Decide(Observation observation)
    {
        var now = Epoch.AddSeconds(observation.Now);
        var counts = observation.Queue is { } told ? new QueueCounts(told.Visible, told.InFlight, told.Delayed) : null;
        var measured = new QueueMeasured { Queue = "simulated", MeasuredAt = now, Counts = counts, Failure = counts is null ? "simulated" : null };
        var demand = counts is null ? _demand.Last : _demand.Add(counts, Done(observation), now);
        var fleet = observation.Machines.Select(machine => Describe(machine, observation.Conditions, now)).ToList();

        var decision = ScalingPolicy.Decide(new ScalingSituation(measured, fleet, demand, _recent, now), options);
        if (decision.Wanted is { } wanted)
        {
            _recent.RemoveAll(target => now - target.At > options.StableWindow);
            _recent.Add((now, wanted));
        }

        return new FleetAction(decision.Add, [.. observation.Machines.Where(machine => decision.Drain.Contains(machine.Id))], options.DrainTimeout.TotalSeconds);
    }

    static WorkDone Done(Observation observation) => new(
        observation.Gone.Completed + observation.Machines.Sum(machine => machine.Completed),
        observation.Gone.ServiceSeconds + observation.Machines.Sum(machine => machine.ServiceSeconds),
        observation.Conditions.Slots);

    static FleetInstance Describe(Machine machine, Conditions conditions, DateTimeOffset now) => new(machine.Id,
        machine.IsDraining ? InstancePhase.Draining : machine.IsReady ? InstancePhase.Ready : InstancePhase.Booting,
        Epoch.AddSeconds(machine.LaunchedAt),
        machine.IsReady ? Report(machine, conditions, now) : null);

    static WorkerReported Report(Machine machine, Conditions conditions, DateTimeOffset now) =>
        Report(machine.Id, Epoch.AddSeconds(machine.ReadyAt), machine.Busy, machine.Completed, machine.ServiceSeconds, conditions, now);

    static WorkerReported Report(string id, DateTimeOffset startedAt, int busy, long completed, double serviceSeconds,
        Conditions conditions, DateTimeOffset now) => new()
        {
            InstanceId = id,
            State = WorkerState.Ready,
            Slots = conditions.Slots,
            Busy = busy,
            Completed = completed,
            ServiceSeconds = serviceSeconds,
            StartedAt = startedAt,
            ReportedAt = now,
        };
}
