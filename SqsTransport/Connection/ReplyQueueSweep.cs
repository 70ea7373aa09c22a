using System.Globalization;
using System.Text.RegularExpressions;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Which reply queues were left behind by processes that were killed. A live one must never be taken for one of them.</summary>
static partial class ReplyQueueSweep
{
    /// <summary>The tag that the owner of a reply queue renews. Queues without it, such as the official transport's, are left alone.</summary>
    public const string HeartbeatTag = "sqs-transport:heartbeat";

    /// <summary>How many heartbeats in a row must fail to come.</summary>
    const int MissedHeartbeats = 6;

    /// <summary>Clocks of different machines differ, but not by a day.</summary>
    static readonly TimeSpan NoClockIsThisWrong = TimeSpan.FromDays(1);

    /// <summary>Temporary names as MassTransit makes them: machine, process, purpose and an id.</summary>
    public static bool IsTemporaryName(string name) => TemporaryName().IsMatch(name);

    public static string Heartbeat(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A queue is orphaned when its heartbeat stood still for six intervals under the sweeper's own eyes, whatever the owner's clock says,
    /// or when it is a day older than that by the clock, which finds at once what was left behind while nobody looked.
    /// </summary>
    public static bool IsOrphaned(string heartbeat, DateTimeOffset unchangedSince, DateTimeOffset now, TimeSpan interval)
    {
        var silence = interval * MissedHeartbeats;
        if (now - unchangedSince >= silence)
            return true;
        return long.TryParse(heartbeat, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && now - DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, now.ToUnixTimeSeconds())) >= silence + NoClockIsThisWrong;
    }

    [GeneratedRegex("_(bus|endpoint)_[a-z0-9]{26}$", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryName();
}
