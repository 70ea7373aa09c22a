namespace FaceRec.Bench.Simulator;

/// <summary>What a policy wants done.</summary>
/// <param name="Launch">New instances.</param>
/// <param name="Remove">Instances that are to go.</param>
/// <param name="GraceSeconds">How long they may take to finish what they have; 0 = none, as when an instance is stopped by force.</param>
public sealed record FleetAction(int Launch, IReadOnlyList<Machine> Remove, double GraceSeconds)
{
    public static FleetAction None { get; } = new(0, [], 0);

    /// <summary>Launches what is missing to <paramref name="desired"/>, or removes what is too many, the oldest first.</summary>
    public static FleetAction Towards(int desired, Observation observation, double graceSeconds)
    {
        var capacity = observation.Capacity.ToList();
        return desired >= capacity.Count
            ? new FleetAction(desired - capacity.Count, [], graceSeconds)
            : new FleetAction(0, [.. capacity.OrderBy(machine => machine.LaunchedAt).Take(capacity.Count - desired)], graceSeconds);
    }
}
