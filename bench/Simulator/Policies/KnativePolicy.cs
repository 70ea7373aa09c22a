namespace FaceRec.Bench.Simulator;

/// <summary>
/// Knative's pod autoscaler: mean concurrency of the last 60 s over seven tenths of the slots; where the mean of the last 6 s calls for twice
/// what is ready, it panics: it follows that one, and does not shrink for 60 s. To none 30 s after the window is empty. Pods drain.
/// Source: knative.dev/docs/serving/autoscaling (kpa-specific, concurrency, scale-to-zero).
/// </summary>
public sealed class KnativePolicy : IFleetPolicy
{
    const double StableSeconds = 60;
    const double PanicSeconds = 6;
    const double Utilisation = 0.7;
    const double ZeroGraceSeconds = 30;
    const double DrainSeconds = 300;

    readonly Queue<(double At, int Concurrency)> _samples = new();
    double _panicUntil = double.NegativeInfinity;
    double _emptySince = double.PositiveInfinity;
    int _panicked;

    public string Name => "Knative KPA";

    public double IntervalSeconds => 2;

    public FleetAction Decide(Observation observation)
    {
        var now = observation.Now;
        if (observation.Queue is { } queue)
            _samples.Enqueue((now, queue.Visible + queue.InFlight));
        while (_samples.Count > 0 && now - _samples.Peek().At > StableSeconds)
            _samples.Dequeue();
        if (_samples.Count == 0)
            return FleetAction.None;

        var ready = Math.Max(1, observation.Capacity.Count(machine => machine.IsReady));
        var stable = Wanted(_samples.Select(sample => sample.Concurrency), observation.Conditions);
        var panic = Wanted(_samples.Where(sample => now - sample.At <= PanicSeconds).Select(sample => sample.Concurrency), observation.Conditions);
        if (panic >= 2 * ready)
            _panicUntil = now + StableSeconds;
        _panicked = now < _panicUntil ? Math.Max(_panicked, panic) : 0;

        var desired = now < _panicUntil ? Math.Max(_panicked, stable) : Math.Max(stable, ready / 2);
        _emptySince = stable > 0 ? double.PositiveInfinity : Math.Min(_emptySince, now);
        if (stable == 0)
            desired = now - _emptySince >= ZeroGraceSeconds ? 0 : Math.Max(1, desired);
        return FleetAction.Towards(Math.Min(desired, observation.Conditions.MaxInstances), observation, DrainSeconds);
    }

    static int Wanted(IEnumerable<int> concurrency, Conditions conditions) =>
        (int)Math.Ceiling(concurrency.DefaultIfEmpty(0).Average() / (conditions.Slots * Utilisation));
}
