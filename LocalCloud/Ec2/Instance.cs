namespace FaceRec.LocalCloud.Ec2;

/// <summary>One instance. Read and changed only under the lock of <see cref="InstanceFleet"/>.</summary>
internal sealed class Instance
{
    public required string Id { get; init; }
    public required string ReservationId { get; init; }
    public required int Index { get; init; }
    public required string ImageId { get; init; }
    public required string Type { get; init; }
    public required string Zone { get; init; }
    public required string PrivateIp { get; init; }
    public string? ClientToken { get; init; }

    /// <summary>As it was sent: base64.</summary>
    public string? UserData { get; init; }

    public bool IsSpot { get; init; }

    /// <summary>What becomes of it when its process ends by itself.</summary>
    public bool TerminatesOnShutdown { get; init; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
    public InstanceState State { get; set; } = InstanceState.Pending;
    public string? StateReason { get; set; }
    public DateTimeOffset LaunchedAt { get; set; }
    public ChildProcess? Process { get; set; }

    /// <summary>Counts boots, so that a boot that was overtaken by a stop is recognised.</summary>
    public int Boots { get; set; }

    public bool OccupiesCapacity => State is not (InstanceState.Stopped or InstanceState.Terminated);

    public string StateName => State switch
    {
        InstanceState.ShuttingDown => "shutting-down",
        _ => State.ToString().ToLowerInvariant(),
    };
}
