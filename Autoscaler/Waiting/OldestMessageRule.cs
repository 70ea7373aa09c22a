using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>
/// Works out how long the message that waits longest has waited. SQS tells that to CloudWatch alone, minutes late; but messages come out of
/// a queue about as they went in, so the one that waits longest has waited about as long as those that workers took just now.
/// </summary>
public static class OldestMessageRule
{
    // SQS's counts may be as old as that (AWS, "GetQueueAttributes"): a queue that they called empty may have held something.
    static readonly TimeSpan CountsLag = TimeSpan.FromSeconds(60);

    /// <param name="counts">The queue; null where it was not measured.</param>
    /// <param name="taken">What workers took lately.</param>
    /// <param name="memory">What this gave at the measurement before.</param>
    /// <param name="now">The time of the measurement.</param>
    /// <returns>The age, null where it is unknown; and what to remember for the next measurement.</returns>
    public static (OldestMessage? Oldest, QueueMemory Memory) Derive(QueueCounts? counts, TakenLately taken, QueueMemory memory, DateTimeOffset now)
    {
        if (counts is null)
            return (null, memory with { UntakenSince = Untaken(memory, taken) });
        if (counts.Visible == 0)
            return (new OldestMessage(0, AtLeast: false), new QueueMemory(counts.Delayed == 0 ? now : memory.EmptyAt, null));
        var since = Untaken(memory, taken) ?? now;
        return (Waiting(taken, memory.EmptyAt, since, now), memory with { UntakenSince = since });
    }

    static OldestMessage? Waiting(TakenLately taken, DateTimeOffset? emptyAt, DateTimeOffset since, DateTimeOffset now)
    {
        if (taken.LongestWaitSeconds is { } longest)
            return new OldestMessage(Math.Clamp(longest, 0, MostSeconds(emptyAt, now)), AtLeast: false);
        // Those that were taken had been taken before, or it was nobody's to tell.
        if (taken.Count > 0 || taken.SomeDoNotTell)
            return null;
        return new OldestMessage((now - since).TotalSeconds, AtLeast: true);
    }

    // Whatever was taken since shows that what waited then may not be what waits now.
    static DateTimeOffset? Untaken(QueueMemory memory, TakenLately taken) => taken.LastHeardAt > memory.UntakenSince ? null : memory.UntakenSince;

    // What was not there when the queue was empty was sent later, whatever a wrong clock makes of it.
    static double MostSeconds(DateTimeOffset? emptyAt, DateTimeOffset now) => emptyAt is { } empty ? (now - empty + CountsLag).TotalSeconds : double.MaxValue;
}
