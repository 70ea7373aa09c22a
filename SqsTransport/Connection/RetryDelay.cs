namespace MassTransit.AmazonSqsTransport;

/// <summary>How long to wait before something that failed is tried again.</summary>
static class RetryDelay
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Doubles from one second to 30, then spread over its upper half, so that the processes that lost the same service do not all
    /// come back at once.
    /// </summary>
    /// <param name="failures">How many attempts have failed in a row, from 1.</param>
    /// <param name="random">0 up to 1.</param>
    public static TimeSpan After(int failures, double random)
    {
        var full = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Clamp(failures - 1, 0, 30))));
        return full * (0.5 + (random / 2));
    }
}
