namespace FaceRec.Autoscaler;

/// <summary>What to do with the fleet, and why.</summary>
/// <param name="Wanted">Instances that the work of this moment calls for, within the limits; null where that is unknown.</param>
/// <param name="Add">Instances to start or launch.</param>
/// <param name="Drain">Instances to drain, idlest first.</param>
/// <param name="Replace">Orphans to terminate: running, and no worker has reported from them.</param>
/// <param name="Reason">One sentence for people.</param>
public sealed record ScalingDecision(int? Wanted, int Add, IReadOnlyList<string> Drain, IReadOnlyList<string> Replace, string Reason)
{
    /// <summary>Leaves the fleet as it is.</summary>
    public static ScalingDecision Hold(int? wanted, string reason) => new(wanted, 0, [], [], reason);
}
