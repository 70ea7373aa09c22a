namespace FaceRec.LocalCloud.Sqs;

/// <summary>The quotas of SQS, as its developer guide lists them ("Amazon SQS message quotas", 2026).</summary>
internal static class SqsLimits
{
    public const int BatchEntries = 10;
    public const int MessageAttributes = 10;
    public const int MessageAttributeNameLength = 256;

    /// <summary>1 MiB for a message with its attributes, and for all messages of a batch together.</summary>
    public const int MessageBytes = 1 << 20;

    public const int DelaySeconds = 900;
    public const int WaitSeconds = 20;
    public const int VisibilitySeconds = 43_200;

    /// <summary>Messages in flight in one queue; FIFO queues have had the same quota since November 2024.</summary>
    public const int InFlight = 120_000;

    public const int QueueTags = 50;
    public const int QueueNameLength = 80;

    /// <summary>Deduplication ids and receive attempts of FIFO queues are remembered for this long.</summary>
    public static readonly TimeSpan DeduplicationInterval = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(60);
}
