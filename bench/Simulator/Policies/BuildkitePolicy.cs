namespace FaceRec.Bench.Simulator;

/// <summary>
/// buildkite-agent-scaler: every 10 s exactly as many instances as the waiting and running jobs need, scale-in switched off; an instance ends
/// itself when it has been idle for ten minutes.
/// Sources: github.com/buildkite/buildkite-agent-scaler and elastic-ci-stack-for-aws (ScaleInIdlePeriod).
/// </summary>
public sealed class BuildkitePolicy : IFleetPolicy
{
    const double IdleSeconds = 600;

    public string Name => "buildkite exact";

    public double IntervalSeconds => 10;

    public FleetAction Decide(Observation observation)
    {
        var idle = observation.Capacity.Where(machine => machine is { IsReady: true, Busy: 0 } && observation.Now - machine.IdleSince >= IdleSeconds).ToList();
        if (observation.Queue is not { } queue)
            return new FleetAction(0, idle, 0);
        var exact = (int)Math.Ceiling((double)(queue.Visible + queue.InFlight) / observation.Conditions.Slots);
        var missing = Math.Min(exact, observation.Conditions.MaxInstances) - (observation.Capacity.Count() - idle.Count);
        return new FleetAction(Math.Max(0, missing), idle, 0);
    }
}
