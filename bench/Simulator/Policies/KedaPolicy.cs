namespace FaceRec.Bench.Simulator;

/// <summary>
/// KEDA's aws-sqs-queue scaler with the Kubernetes autoscaler behind it: ceil(messages / queueLength) every 15 s from what was polled every
/// 30 s, down to the highest of the last 300 s, to none after a cool-down of 300 s. A pod that goes has 30 s to end.
/// Sources: keda.sh/docs, scalers/aws-sqs and concepts/scaling-deployments; kubernetes.io, horizontal-pod-autoscale (default behaviour).
/// </summary>
public sealed class KedaPolicy(int queueLength = 5) : IFleetPolicy
{
    const double PollSeconds = 30;
    const double WindowSeconds = 300;
    const double CooldownSeconds = 300;
    const double TerminationGraceSeconds = 30;

    readonly List<(double At, int Desired)> _recent = [];
    double _polledAt = double.NegativeInfinity;
    double _activeAt = double.NegativeInfinity;
    int _messages;

    public string Name => queueLength == 5 ? "KEDA" : $"KEDA({queueLength})";

    public double IntervalSeconds => 15;

    public FleetAction Decide(Observation observation)
    {
        var now = observation.Now;
        if (now - _polledAt >= PollSeconds && observation.Queue is { } queue)
        {
            _polledAt = now;
            _messages = queue.Visible + queue.InFlight;
            if (_messages > 0)
                _activeAt = now;
        }

        var desired = Math.Clamp((int)Math.Ceiling((double)_messages / queueLength), 1, observation.Conditions.MaxInstances);
        _recent.RemoveAll(recommendation => now - recommendation.At > WindowSeconds);
        _recent.Add((now, desired));
        if (now - _activeAt > CooldownSeconds)
            return FleetAction.Towards(0, observation, TerminationGraceSeconds);

        var capacity = observation.Capacity.Count();
        var target = desired >= capacity ? desired : Math.Min(capacity, _recent.Max(recommendation => recommendation.Desired));
        // At most double the pods, or four more, every 15 s.
        return FleetAction.Towards(Math.Min(target, Math.Max(capacity * 2, capacity + 4)), observation, TerminationGraceSeconds);
    }
}
