using System.Diagnostics;
using System.Globalization;
using FaceRec.Autoscaler;
using FaceRec.Bench.Simulator;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault() ?? "compare")
{
    case "compare":
        Comparison.Print([Conditions.Usual, Conditions.Hard]);
        return 0;
    case "plot" when args.Length == 2:
        FrontierPlot.Save(args[1]);
        return 0;
    case "large":
        Large();
        return 0;
    default:
        Console.Error.WriteLine("What to do? compare | plot FOLDER | large");
        return 2;
}

// 500 instances and 1,000 pictures a second for an hour.
static void Large()
{
    var watch = Stopwatch.StartNew();
    var conditions = Conditions.Usual with { MaxInstances = 500 };
    var outcome = Simulation.Run(TraceLibrary.Poisson(1000, seed: 1), new FaceRecPolicy("FaceRec", new AutoscalerOptions { MaxInstances = 500, MaxStepOut = 500 }), conditions, seed: 1);
    Console.WriteLine($"{outcome.Answered:N0} pictures, {outcome.Peak} instances at most, p95 {outcome.P95:0.0} s: simulated in {watch.Elapsed.TotalSeconds:0.0} s");
}
