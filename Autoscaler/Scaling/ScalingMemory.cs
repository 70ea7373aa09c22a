namespace FaceRec.Autoscaler;

/// <summary>What one Autoscaler remembers between decisions. Used by one decision at a time: each takes its <see cref="Turn"/>.</summary>
internal sealed class ScalingMemory(Microsoft.Extensions.Options.IOptions<AutoscalerOptions> options)
{
    readonly List<(DateTimeOffset At, int Wanted)> _recent = [];
    DateTimeOffset? _lastTurn;

    /// <summary>Each decision is made from what the one before it left, however messages are delivered.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public DemandEstimator Demand { get; } = new(options.Value);

    public WaitingEstimator Waiting { get; } = new(options.Value.CheckInterval);

    public IReadOnlyList<(DateTimeOffset At, int Wanted)> RecentTargets => _recent;

    /// <summary>The fleet that the last decision was made from; null where EC2 could not say.</summary>
    public IReadOnlyList<FleetInstance>? LastFleet { get; set; }

    /// <summary>
    /// Begins a decision. True where none was made for so long that the queues cannot have worked: then workers may have been as unable to
    /// report as the measurement was to arrive, and their silence so far proves nothing.
    /// </summary>
    public bool BeginAfterSilence(DateTimeOffset now)
    {
        var usual = TimeSpan.FromTicks(Math.Max(options.Value.MeasurementLifetime.Ticks, 2 * options.Value.CheckInterval.Ticks));
        var silent = now - _lastTurn > usual;
        _lastTurn = now;
        return silent;
    }

    public void Remember(DateTimeOffset at, int wanted)
    {
        _recent.RemoveAll(target => at - target.At > options.Value.StableWindow);
        _recent.Add((at, wanted));
    }
}
