namespace MassTransit.AmazonSqsTransport;

/// <summary>The quotas of Amazon SQS (Developer Guide, "Amazon SQS quotas").</summary>
static class SqsLimits
{
    public const int MaxBatchEntries = 10;

    /// <summary>1 MiB for a message and for all messages of a batch together, attributes included; 256 KiB before August 2025.</summary>
    public const int MaxBytes = 1024 * 1024;

    public const int MaxAttributes = 10;
    public const int MaxDelaySeconds = 900;
    public const int MaxWaitSeconds = 20;
    public const int MaxVisibilitySeconds = 12 * 60 * 60;
    public static readonly TimeSpan MaxVisibility = TimeSpan.FromSeconds(MaxVisibilitySeconds);
}
