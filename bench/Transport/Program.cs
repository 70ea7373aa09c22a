using System.Diagnostics;
using System.Globalization;
using FaceRec.Bench.Transport;

// Each round measures every way once, in turn: what disturbs the machine disturbs them all. Read the ratios, not the rates.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var seconds = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3);
const int Backlog = 5000;

using var aws = await AwsProcess.StartAsync();
var results = new Dictionary<string, List<double>>();
for (var round = 0; round <= rounds; round++)
{
    var counted = round > 0; // the first one warms up
    await Measure("four SDK calls", 1, async calls => await FourCalls.StartAsync(calls));
    await Measure("SqsTransport", 1, async calls => await BusRoundTrips.OverSqsAsync(calls));
    await Measure("SDK loops", 1, async calls => await SdkRoundTrips.StartAsync(calls));
    await Measure("in memory", 1, async _ => await BusRoundTrips.InMemoryAsync());
    await Measure("SDK loops", 32, async calls => await SdkRoundTrips.StartAsync(calls));
    await Measure("SqsTransport", 32, async calls => await BusRoundTrips.OverSqsAsync(calls));
    await Measure("in memory", 32, async _ => await BusRoundTrips.InMemoryAsync());

    var overSdk = new SqsCalls(aws.Endpoint);
    Note("consume, SDK loops, messages/s", await Consuming.OverSdkAsync(overSdk, Backlog), counted);
    var overBus = new SqsCalls(aws.Endpoint);
    Note("consume, SqsTransport, messages/s", await Consuming.OverBusAsync(overBus, Backlog), counted);
    Note("send and consume, SqsTransport, calls a message", (double)overBus.Count / Backlog, counted);
    Console.Error.WriteLine($"Round {round} of {rounds} done.");

    async Task Measure(string way, int inFlight, Func<SqsCalls, Task<IRoundTrips>> start)
    {
        var calls = new SqsCalls(aws.Endpoint);
        await using var trips = await start(calls);
        await trips.AskAsync(0); // queues are made at the first
        var before = calls.Count;
        var (rate, p50) = await RunAsync(trips, inFlight);
        Note($"{inFlight} in flight, {way}, round trips/s", rate, counted);
        Note($"{inFlight} in flight, {way}, p50 ms", p50, counted);
        if (calls.Count > before)
            Note($"{inFlight} in flight, {way}, calls a round trip", (calls.Count - before) / (rate * seconds.TotalSeconds), counted);
    }
}

foreach (var (name, values) in results.OrderBy(result => result.Key, StringComparer.Ordinal))
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-60} {Median(values),10:0.00}   ({values.Min():0.00} to {values.Max():0.00})"));
Console.WriteLine();
Ratio("1 in flight, SqsTransport, p50 ms", "1 in flight, four SDK calls, p50 ms");
Ratio("32 in flight, SqsTransport, round trips/s", "32 in flight, SDK loops, round trips/s");
Ratio("32 in flight, SqsTransport, round trips/s", "32 in flight, in memory, round trips/s");
Ratio("consume, SqsTransport, messages/s", "consume, SDK loops, messages/s");

async Task<(double Rate, double P50Ms)> RunAsync(IRoundTrips trips, int inFlight)
{
    var number = 0;
    var watch = Stopwatch.StartNew();
    var times = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
    {
        var own = new List<double>();
        while (watch.Elapsed < seconds)
        {
            var started = Stopwatch.GetTimestamp();
            await trips.AskAsync(Interlocked.Increment(ref number));
            own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return own;
    })));
    return (times.Sum(own => own.Count) / watch.Elapsed.TotalSeconds, Median([.. times.SelectMany(own => own)]));
}

void Note(string name, double value, bool counts)
{
    if (!counts)
        return;
    if (!results.TryGetValue(name, out var values))
        results[name] = values = [];
    values.Add(value);
}

void Ratio(string name, string against)
{
    var ratios = results[name].Zip(results[against], (a, b) => a / b).ToList();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} / {against} = {Median(ratios):0.00}   ({ratios.Min():0.00} to {ratios.Max():0.00})"));
}

static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
