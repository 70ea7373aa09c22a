namespace FaceRec.ErrorQueues;

/// <summary>How fast messages are sent back: from a tenth of the rate up to all of it, so that what has just been mended is not run over.</summary>
internal static class RedeliveryPace
{
    public static readonly TimeSpan Ramp = TimeSpan.FromSeconds(10);

    /// <summary>Messages a second after so long.</summary>
    public static double RateAt(double rate, TimeSpan elapsed) => rate * Math.Clamp(elapsed / Ramp, 0.1, 1);

    /// <summary>How long so many messages take from now on; no time at all without a rate.</summary>
    public static TimeSpan TimeFor(int messages, double? rate, TimeSpan elapsed)
        => rate is { } limit ? TimeSpan.FromSeconds(messages / RateAt(limit, elapsed)) : TimeSpan.Zero;

    /// <summary>How many to take at once: what can be sent in five seconds, far less than they stay hidden.</summary>
    public static int BatchFor(double? rate) => rate is { } limit ? (int)Math.Clamp(limit * 5, 1, 10) : 10;
}
