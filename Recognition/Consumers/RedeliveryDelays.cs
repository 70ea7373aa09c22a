namespace FaceRec.Recognition.Consumers;

internal static class RedeliveryDelays
{
    // The longest delay of an SQS message (SQS quotas).
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Doubles each time and adds up to a fifth by chance, so that what failed together does not come back together.</summary>
    /// <param name="random">Gives 0 to 1.</param>
    public static TimeSpan[] Of(TimeSpan first, int count, Func<double> random) =>
        [.. Enumerable.Range(0, count).Select(i => TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(2, i) * (1 + random() / 5), Longest.Ticks)))];
}
