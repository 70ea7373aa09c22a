namespace FaceRec.Messages;

/// <summary>Asks a worker to stop taking messages and finish those it has. Answered, when that is done, by <see cref="WorkerDrained"/>.</summary>
public sealed record DrainWorker
{
    public required string InstanceId { get; init; }

    /// <summary>When the asker stops waiting.</summary>
    public required DateTimeOffset Deadline { get; init; }

    public required string Reason { get; init; }
}
