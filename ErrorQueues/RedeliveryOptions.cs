namespace FaceRec.ErrorQueues;

/// <summary>How messages are sent back.</summary>
public sealed record RedeliveryOptions
{
    /// <summary>The queue to send to; null sends each to the queue in which it failed.</summary>
    public string? To { get; init; }

    /// <summary>Sends nothing, and tells what would be sent.</summary>
    public bool DryRun { get; init; }

    /// <summary>Messages a second, reached after ten seconds; null is as fast as SQS takes them.</summary>
    public double? Rate { get; init; }

    /// <summary>Stops after so many.</summary>
    public int? Max { get; init; }

    /// <summary>Stops when so many messages have come to the error queue since the run began. SQS's counts may be a minute late, so it wants a slow rate.</summary>
    public int? StopAfterFailures { get; init; }

    /// <summary>Also sends those that failed again after an earlier redelivery.</summary>
    public bool IncludePoison { get; init; }
}
