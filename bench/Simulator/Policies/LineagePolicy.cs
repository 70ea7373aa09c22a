namespace FaceRec.Bench.Simulator;

/// <summary>
/// The lineage's: as many instances as messages, up to the maximum; too many are stopped by force. It takes a failed measurement for an empty
/// queue.
/// </summary>
public sealed class LineagePolicy : IFleetPolicy
{
    public string Name => "lineage";

    public double IntervalSeconds => 5;

    public FleetAction Decide(Observation observation)
    {
        var waiting = observation.Queue is { } queue ? queue.Visible + queue.InFlight : 0;
        return FleetAction.Towards(Math.Min(waiting, observation.Conditions.MaxInstances), observation, graceSeconds: 0);
    }
}
