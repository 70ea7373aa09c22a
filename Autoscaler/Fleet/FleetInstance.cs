using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>One of our instances, as EC2 and its worker tell of it.</summary>
/// <param name="Id">EC2's id, <c>i-...</c>.</param>
/// <param name="LaunchedAt">When it last started.</param>
/// <param name="Report">The last that its worker said since then; null where it said nothing yet.</param>
/// <param name="DrainDeadline">When its drain is given up; null where it is not draining.</param>
/// <param name="Number">The number in its name; null where it has none yet.</param>
public sealed record FleetInstance(string Id, InstancePhase Phase, DateTimeOffset LaunchedAt, WorkerReported? Report = null, DateTimeOffset? DrainDeadline = null,
    int? Number = null)
{
    /// <summary>Running or about to: it counts against the maximum.</summary>
    public bool IsCapacity => Phase is InstancePhase.Booting or InstancePhase.Ready;
}
