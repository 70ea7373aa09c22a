namespace FaceRec.Messages;

/// <summary>Asks the Autoscaler how the fleet stands. Answered with <see cref="FleetStatus"/>.</summary>
public sealed record ReadFleet
{
    /// <summary>How many of the latest decisions to tell of, at most 1,000.</summary>
    public required int Decisions { get; init; }

    /// <summary>Whether to leave out decisions that did nothing.</summary>
    public bool OnlyActed { get; init; }
}
