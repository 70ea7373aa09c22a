namespace FaceRec.Messages;

/// <summary>The fleet as the Autoscaler last saw it, and what it has decided lately.</summary>
public sealed record FleetStatus
{
    /// <summary>Null where EC2 could not say: unknown, which is not the same as none.</summary>
    public IReadOnlyList<FleetMember>? Instances { get; init; }

    /// <summary>True while EC2 calls are suspended after repeated failures.</summary>
    public required bool ScalingPaused { get; init; }

    public required int MinInstances { get; init; }
    public required int MaxInstances { get; init; }

    /// <summary>How long the message that waits longest has waited; null where that is unknown.</summary>
    public OldestMessage? Oldest { get; init; }

    /// <summary>The latest first. Measurements that changed nothing are not among them, unless the reason was new.</summary>
    public required IReadOnlyList<FleetDecision> Decisions { get; init; }
}

/// <summary>One instance.</summary>
/// <param name="Id">EC2's id, <c>i-...</c>.</param>
/// <param name="Phase"><c>Booting</c>, <c>Ready</c>, <c>Draining</c>, <c>Leaving</c> or <c>Stopped</c>.</param>
/// <param name="LaunchedAt">When it last started.</param>
/// <param name="Busy">Pictures in hand; null where its worker has not reported.</param>
/// <param name="Slots">Pictures that it handles at once; null where its worker has not reported.</param>
/// <param name="Completed">Pictures finished since it started; null where its worker has not reported.</param>
public sealed record FleetMember(string Id, string Phase, DateTimeOffset LaunchedAt, int? Busy, int? Slots, long? Completed);

/// <summary>One decision, with what it was made from and what came of it.</summary>
/// <param name="Counts">The queue; null where it was unknown.</param>
/// <param name="Capacity">Instances that served or booted; null where the fleet was unknown.</param>
/// <param name="Wanted">Instances that the work called for; null where that was unknown.</param>
/// <param name="Reason">One sentence for people.</param>
/// <param name="Outcomes">What was done and with what success, such as <c>launch 3 of 3</c>.</param>
/// <param name="Oldest">How long the message that waited longest had waited; null where that was unknown.</param>
public sealed record FleetDecision(DateTimeOffset At, QueueCounts? Counts, int? Capacity, int? Wanted, string Reason, IReadOnlyList<string> Outcomes,
    OldestMessage? Oldest = null);
