namespace FaceRec.Bench.Simulator;

/// <summary>
/// A bound, not a policy: it knows what will come, launches a boot ahead of it, and keeps an instance for as long as ending it and launching
/// another would cost more. Nobody who must wait for pictures can do as well on both counts.
/// </summary>
public sealed class ClairvoyantPolicy(Trace trace, double latencySeconds = 2) : IFleetPolicy
{
    public string Name => "clairvoyant";

    public double IntervalSeconds => 1;

    public FleetAction Decide(Observation observation)
    {
        var (now, conditions) = (observation.Now, observation.Conditions);
        // As long as the slowest boots take, in a normal distribution's 98 of 100.
        var boot = conditions.BootSeconds * Math.Exp(2 * conditions.BootSigma);
        var wanted = Needed(now, now + boot + IntervalSeconds, conditions);
        // What a removal and another launch would cost: the boot, and a minute that is billed at the least.
        var kept = Math.Max(Needed(now, now + boot + conditions.LeastBilledSeconds, conditions), ForWhatWaits(observation));
        var capacity = observation.Capacity.Count();
        return FleetAction.Towards(capacity < wanted ? Math.Min(wanted, conditions.MaxInstances) : Math.Min(capacity, kept), observation, double.PositiveInfinity);
    }

    int ForWhatWaits(Observation observation) =>
        (int)Math.Ceiling(observation.Actual.All * observation.ServiceSeconds(assumed: 0.5) / (observation.Conditions.Slots * latencySeconds));

    // The most that the work of any latency's time calls for. Those times begin where they always do, so that the answer does not change with the asking.
    int Needed(double from, double to, Conditions conditions)
    {
        if (trace.IsClosedLoop)
            return from <= trace.Arrivals[0].At && to >= trace.Arrivals[0].At ? (trace.Clients + conditions.Slots - 1) / conditions.Slots : 0;
        var most = 0.0;
        for (var at = Math.Floor(from / latencySeconds) * latencySeconds; at < to; at += latencySeconds)
            most = Math.Max(most, trace.WorkBetween(at, at + latencySeconds));
        return (int)Math.Ceiling(most / (conditions.Slots * latencySeconds));
    }
}
