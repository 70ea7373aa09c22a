using System.Text.Json.Serialization;

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

    /// <summary>What was asked for with the client token.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>As it was sent: base64.</summary>
    public string? UserData { get; init; }

    public bool IsSpot { get; init; }

    /// <summary>Whether its metadata is given only to those who asked for a token first (version 2 of the metadata service).</summary>
    public bool NeedsMetadataToken { get; init; }

    /// <summary>What becomes of it when its process ends by itself.</summary>
    public bool TerminatesOnShutdown { get; init; }

    public LaunchTemplateUse? Template { get; init; }

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public InstanceState State { get; set; } = InstanceState.Pending;
    public string? StateReason { get; set; }
    public DateTimeOffset LaunchedAt { get; set; }
    public DateTimeOffset? TerminatedAt { get; set; }

    /// <summary>The process that it last was, so that a later run of LocalCloud can tell whether one is left over.</summary>
    public ProcessMark? LastProcess { get; set; }

    /// <summary>When EC2 takes a Spot instance back, once it has said so.</summary>
    [JsonIgnore]
    public DateTimeOffset? InterruptedAt { get; set; }

    /// <summary>When EC2 said that the instance is likely to be interrupted.</summary>
    [JsonIgnore]
    public DateTimeOffset? RebalanceNoticeAt { get; set; }

    [JsonIgnore]
    public ChildProcess? Process { get; set; }

    [JsonIgnore]
    public MetadataServer? Metadata { get; set; }

    /// <summary>Counts boots, so that a boot that was overtaken by a stop is recognised.</summary>
    [JsonIgnore]
    public int Boots { get; set; }

    [JsonIgnore]
    public bool OccupiesCapacity => State is not (InstanceState.Stopped or InstanceState.Terminated);

    [JsonIgnore]
    public string StateName => State switch
    {
        InstanceState.ShuttingDown => "shutting-down",
        _ => State.ToString().ToLowerInvariant(),
    };
}
