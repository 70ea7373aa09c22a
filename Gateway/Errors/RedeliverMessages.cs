using System.Text.Json.Serialization;
using FaceRec.ErrorQueues;

namespace FaceRec.Gateway;

/// <summary>Sends failed messages back. The request lasts as long as the run; closing the connection stops it after the batch in hand.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RedeliverMessages : MessageSelection
{
    /// <summary>A queue to send to, in place of the one in which each message failed.</summary>
    public string? To { get; init; }

    /// <summary>Messages a second, reached after ten seconds.</summary>
    public double? Rate { get; init; }

    /// <summary>Stops after so many.</summary>
    public int? Max { get; init; }

    /// <summary>Stops when so many have failed since it began.</summary>
    public int? StopAfterFailures { get; init; }

    /// <summary>Also those that failed again after an earlier redelivery.</summary>
    public bool Force { get; init; }

    public RedeliveryOptions Options => new()
    {
        To = To,
        DryRun = DryRun,
        Rate = Rate,
        Max = Max,
        StopAfterFailures = StopAfterFailures,
        IncludePoison = Force || Message is not null, // named one by one, it is meant
    };
}
