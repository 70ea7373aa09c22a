namespace FaceRec.Gateway;

/// <summary>Whether one more request can be answered before its time-out.</summary>
internal static class Admission
{
    /// <summary>So many are always let in: they show whether the workers are back, and a small queue is soon served.</summary>
    public const int Always = 50;

    static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>Over how long the pace is measured: long enough to smooth over slow pictures, short enough to follow a fleet that grows.</summary>
    public static TimeSpan WindowFor(TimeSpan timeout) => timeout < Most ? timeout : Most;

    /// <summary>When a refused request is worth trying again; null lets it in.</summary>
    /// <param name="waiting">Requests of this Gateway that wait for a worker's answer.</param>
    /// <param name="pace">How fast answers have come of late.</param>
    /// <param name="silence">How long somebody has waited without any answer coming.</param>
    /// <param name="timeout">How long a request waits.</param>
    /// <param name="limit">Most that wait, whatever the pace.</param>
    public static TimeSpan? RefuseFor(int waiting, Pace pace, TimeSpan silence, TimeSpan timeout, int limit)
    {
        if (waiting >= limit)
            return Least;
        if (waiting < Always)
            return null;
        // No answer for as long as a request waits: nobody is there. Before that, workers may be starting.
        if (silence >= timeout)
            return Most;
        return TimeFor(waiting + 1, pace) is { } needed && needed > timeout ? TimeSpan.FromTicks(Math.Clamp((needed - timeout).Ticks, Least.Ticks, Most.Ticks)) : null;
    }

    /// <summary>How long so many requests take; null where no answer has come that would tell.</summary>
    public static TimeSpan? TimeFor(int requests, Pace pace) => pace.Answers == 0 ? null : TimeSpan.FromSeconds(requests * pace.Busy.TotalSeconds / pace.Answers);
}
