namespace FaceRec.Messages;

/// <summary>One measurement of the recognition queue, or the news that it could not be measured.</summary>
public sealed record QueueMeasured
{
    public required string Queue { get; init; }
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Null where the measurement failed: unknown, which is not the same as empty.</summary>
    public QueueCounts? Counts { get; init; }

    /// <summary>Why <see cref="Counts"/> is null.</summary>
    public string? Failure { get; init; }
}
