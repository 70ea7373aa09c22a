using System.Diagnostics;
using FaceRec.Gateway.Tests;
using FaceRec.Gateway.Tests.Fuzz;

namespace FaceRec.GatewayBench;

/// <summary>What the test does with 10,000, with more, against a Gateway whose crash would be seen.</summary>
internal static class FuzzBench
{
    public static async Task<int> RunAsync(int requests, CancellationToken cancellationToken)
    {
        await using var aws = await AwsProcess.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(aws, new Dictionary<string, string>());
        using var worker = await StandInWorker.StartAsync(aws.Endpoint, GatewayProcess.Id);

        var watch = Stopwatch.StartNew();
        var outcome = await Fuzzer.RunAsync(gateway.Address, first: 0, requests, cancellationToken);

        Console.WriteLine($"{requests} damaged pictures and forms in {watch.Elapsed.TotalSeconds:F0} s ({requests / watch.Elapsed.TotalSeconds:F0} a second)");
        foreach (var (status, count) in outcome.Statuses.OrderBy(status => status.Key))
            Console.WriteLine($"  {(int)status}: {count}");
        Console.WriteLine($"  500 and more, lost connections, hangs: {outcome.Failures.Count}; Gateway crashed: {(gateway.HasExited ? "yes" : "no")}");
        foreach (var failure in outcome.Failures.Take(20))
            Console.WriteLine($"  {failure}");
        await worker.StopAsync(cancellationToken);
        return outcome.Failures.Count == 0 && !gateway.HasExited ? 0 : 1;
    }
}
