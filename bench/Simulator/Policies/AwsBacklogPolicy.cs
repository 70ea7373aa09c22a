namespace FaceRec.Bench.Simulator;

/// <summary>
/// EC2 Auto Scaling's target tracking on the backlog per instance: visible messages by instances in service, once a minute; the target is the
/// accepted latency by the mean time of a message, for all slots. Out after three minutes above the target, in after fifteen below nine
/// tenths of it; never below one instance; busy ones are protected from scale-in.
/// Sources: docs.aws.amazon.com/autoscaling/ec2/userguide, as-using-sqs-queue and as-scaling-target-tracking.
/// </summary>
public sealed class AwsBacklogPolicy(double latencySeconds = 2) : IFleetPolicy
{
    const int MinutesToGrow = 3;
    const int MinutesToShrink = 15;

    int _minutesAbove;
    int _minutesBelow;

    public string Name => "AWS backlog";

    public double IntervalSeconds => 60;

    public FleetAction Decide(Observation observation)
    {
        var capacity = observation.Capacity.ToList();
        if (capacity.Count == 0)
            return FleetAction.Towards(1, observation, 0);
        if (observation.Queue is not { } queue)
            return FleetAction.None;

        var target = latencySeconds / observation.ServiceSeconds(assumed: 0.5) * observation.Conditions.Slots;
        var inService = Math.Max(1, capacity.Count(machine => machine.IsReady));
        var backlog = (double)queue.Visible / inService;
        _minutesAbove = backlog > target ? _minutesAbove + 1 : 0;
        _minutesBelow = backlog < 0.9 * target ? _minutesBelow + 1 : 0;

        var proportional = (int)Math.Ceiling(inService * backlog / target);
        if (_minutesAbove >= MinutesToGrow)
            return FleetAction.Towards(Math.Clamp(proportional, capacity.Count, observation.Conditions.MaxInstances), observation, 0);
        if (_minutesBelow < MinutesToShrink)
            return FleetAction.None;
        var idle = capacity.Where(machine => machine is { IsReady: true, Busy: 0 }).Take(capacity.Count - Math.Clamp(proportional, 1, capacity.Count));
        return new FleetAction(0, [.. idle], 0);
    }
}
