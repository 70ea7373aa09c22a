namespace FaceRec.Gateway;

/// <summary>What is known of a request with an <c>Idempotency-Key</c>, as it lies in S3.</summary>
internal sealed record IdempotencyRecord
{
    /// <summary>Of the request: path, parameters and pictures.</summary>
    public required string Fingerprint { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The answer; null while the request runs.</summary>
    public RecordedAnswer? Answer { get; init; }
}
