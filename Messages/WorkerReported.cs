namespace FaceRec.Messages;

/// <summary>A worker's sign of life, sent every few seconds and at every change of state.</summary>
public sealed record WorkerReported
{
    public required string InstanceId { get; init; }
    public required WorkerState State { get; init; }

    /// <summary>How many pictures the worker handles at once.</summary>
    public required int Slots { get; init; }

    /// <summary>How many it is handling now.</summary>
    public required int Busy { get; init; }

    /// <summary>How many it has finished since it started.</summary>
    public required long Completed { get; init; }

    /// <summary>Seconds spent on the finished ones, summed over slots.</summary>
    public required double ServiceSeconds { get; init; }

    /// <summary>What it took since its last report; null from workers that do not tell.</summary>
    public TakenMessages? Taken { get; init; }

    /// <summary>The queue on which this worker hears <see cref="DrainWorker"/>; null where it is <see cref="Queues.Worker(string)"/>.</summary>
    public string? ControlQueue { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
}
