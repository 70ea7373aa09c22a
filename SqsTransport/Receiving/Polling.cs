namespace MassTransit.AmazonSqsTransport;

/// <summary>How many receive requests wait at the queue, and for how long.</summary>
static class Polling
{
    /// <summary>
    /// When nearly all slots are taken, a request for one message costs as much as one for ten: so long is waited for more to come free.
    /// Measured: 0.33 requests a message without, 0.11 with.
    /// </summary>
    public static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(15);

    /// <summary>One request brings ten messages at most: more requests than tens are never needed.</summary>
    public static int MostPollers(int prefetch) => (prefetch + SqsLimits.MaxBatchEntries - 1) / SqsLimits.MaxBatchEntries;

    /// <summary>A request that brought all it asked for says that there is more than the present pollers fetch.</summary>
    public static bool AddsPoller(int asked, int received, int freeSlots, int pollers, int prefetch)
        => received == asked && freeSlots > 0 && pollers < MostPollers(prefetch);

    /// <summary>How long one request may wait: as configured, but less than the client's own time-out, which would cut every idle request.</summary>
    public static int WaitSeconds(int configured, TimeSpan? clientTimeout)
    {
        if (clientTimeout is not { } timeout || timeout <= TimeSpan.Zero)
            return configured;
        return (int)Math.Clamp(timeout.TotalSeconds - 2, 0, configured);
    }

    /// <summary>
    /// How long a request under way may go on when the endpoint stops. One that is cut may have been answered already, and its messages
    /// stay invisible for their whole timeout; a busy queue answers at once, an idle one has nothing to lose.
    /// </summary>
    public static TimeSpan StopGrace(bool temporary) => temporary ? TimeSpan.Zero : TimeSpan.FromSeconds(1);
}
