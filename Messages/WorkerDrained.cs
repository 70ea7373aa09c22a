namespace FaceRec.Messages;

/// <summary>A worker has nothing in hand and takes nothing more: it can be stopped without loss.</summary>
public sealed record WorkerDrained
{
    public required string InstanceId { get; init; }
    public required DateTimeOffset DrainedAt { get; init; }
}
