namespace FaceRec.Bench.Simulator;

/// <summary>The loads that policies are compared on. The same seed gives the same trace.</summary>
public static class TraceLibrary
{
    const double Hour = 3600;

    // When a trace's load begins: by then every policy has seen an empty queue.
    const double Begin = 60;

    // What follows the last picture, in which the fleet is to go.
    const double After = 1800;

    /// <summary>Every trace.</summary>
    public static IReadOnlyList<Trace> All(int seed) =>
        [Burst(100, seed), ClosedLoop(1000, 100, seed), Poisson(10, seed), Bursty(seed), Diurnal(seed), Ramp(seed), FlashCrowd(seed), PoisonMix(seed)];

    /// <summary>Pictures that all come at once, as in the lineage's first test.</summary>
    public static Trace Burst(int count, int seed)
    {
        var service = new ServiceTimes(seed);
        return new Trace($"{count} at once", [.. Enumerable.Range(0, count).Select(_ => new Arrival(Begin, service.Next()))], Begin + After);
    }

    /// <summary>The lineage's second test: clients that send their next picture when they have the answer to the last.</summary>
    public static Trace ClosedLoop(int count, int clients, int seed)
    {
        var service = new ServiceTimes(seed);
        return new Trace($"{count} by {clients} clients", [.. Enumerable.Range(0, count).Select(_ => new Arrival(Begin, service.Next()))], Begin + After, clients);
    }

    /// <summary>Independent pictures at a steady rate for an hour.</summary>
    public static Trace Poisson(double perSecond, int seed) => Varying("poisson", seed, Hour, perSecond, _ => perSecond);

    /// <summary>A Markov-modulated Poisson process: quiet for five minutes and busy for one, on average.</summary>
    public static Trace Bursty(int seed)
    {
        var random = new Random(seed + 1);
        var changes = new List<double>();
        for (var (at, busy) = (0.0, false); at < 2 * Hour; busy = !busy)
            changes.Add(at += random.NextExponential(busy ? 60 : 300));
        return Varying("bursty (MMPP)", seed, 2 * Hour, 30, at => changes.TakeWhile(change => change <= at).Count() % 2 == 1 ? 30 : 0.5);
    }

    /// <summary>A day with its night: from none at midnight to ten a second at noon.</summary>
    public static Trace Diurnal(int seed) => Varying("diurnal", seed, 24 * Hour, 10, at => 5 * (1 - Math.Cos(2 * Math.PI * at / (24 * Hour))));

    /// <summary>From none to thirty a second within half an hour, and then nothing.</summary>
    public static Trace Ramp(int seed) => Varying("ramp", seed, Hour / 2, 30, at => 30 * at / (Hour / 2));

    /// <summary>Two a second, and fifty for three minutes.</summary>
    public static Trace FlashCrowd(int seed) => Varying("flash crowd", seed, Hour, 50, at => at is > 1200 and < 1380 ? 50 : 2);

    /// <summary>Five a second, of which one in fifty fails at every attempt.</summary>
    public static Trace PoisonMix(int seed) => Varying("poison mix", seed, Hour, 5, _ => 5, poisonShare: 0.02);

    // Thinning: candidates at the highest rate, each kept by the rate of its moment.
    static Trace Varying(string name, int seed, double seconds, double most, Func<double, double> rateAt, double poisonShare = 0)
    {
        var (random, service, arrivals) = (new Random(seed), new ServiceTimes(seed), new List<Arrival>());
        for (var at = 0.0; (at += random.NextExponential(1 / most)) < seconds;)
        {
            if (random.NextDouble() * most < rateAt(at))
                arrivals.Add(new Arrival(Begin + at, service.Next(), random.NextDouble() < poisonShare));
        }

        return new Trace(name, arrivals, Begin + seconds + After);
    }
}
