using System.Diagnostics;
using System.Net.Http.Headers;
using FaceRec.Gateway.Tests;
using FaceRec.Gateway.Tests.Fuzz;

namespace FaceRec.GatewayBench;

/// <summary>Has many requests wait in one Gateway, whose workers come only when all wait, and reads what each costs.</summary>
internal static class WaitingBench
{
    const string WaitingMetric = "facerec_gateway_waiting";

    public static async Task<int> RunAsync(int requests, CancellationToken cancellationToken)
    {
        await using var aws = await AwsProcess.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(aws, new Dictionary<string, string>
        {
            ["REQUEST_TIMEOUT"] = "600",
            ["Installation__AwsRetries"] = "10",
            ["Gateway__MostWaiting"] = "1000000",
            ["Gateway__ResultCache"] = "false",
            ["Gateway__Coalesce"] = "false",
        });
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = gateway.Address, Timeout = TimeSpan.FromMinutes(10) };

        // A few first, so that code and buffers that every Gateway has are there.
        var first = await WaitAsync(gateway, http, Math.Max(1, requests / 20), 0, cancellationToken);
        var (memory, threads, already) = (gateway.WorkingSet(), gateway.Threads(), first.Count);
        var watch = Stopwatch.StartNew();
        var rest = await WaitAsync(gateway, http, requests, already, cancellationToken);
        var (fullMemory, fullThreads, arrived) = (gateway.WorkingSet(), gateway.Threads(), watch.Elapsed);

        watch.Restart();
        using var worker = await StandInWorker.StartAsync(aws.Endpoint, GatewayProcess.Id);
        var answers = await Task.WhenAll(first.Concat(rest));
        Console.WriteLine($"""
            {requests} requests waiting in one Gateway, each on a connection of its own, {Seeds.Pictures[0].Length} bytes a picture
              memory in RAM       {memory / 1e6:F0} MB with {already} waiting, {fullMemory / 1e6:F0} MB with {already + rest.Count}
              a waiting request   {(fullMemory - memory) / (double)rest.Count / 1024:F1} KiB
              threads             {threads}, then {fullThreads}
              all had arrived     after {arrived.TotalSeconds:F1} s
              all were answered   {watch.Elapsed.TotalSeconds:F1} s after a worker came: {answers.Count(status => status == 200)} of {answers.Length} with 200
            """);
        await worker.StopAsync(cancellationToken);
        return answers.All(status => status == 200) ? 0 : 1;
    }

    static async Task<IReadOnlyList<Task<int>>> WaitAsync(GatewayProcess gateway, HttpClient http, int count, int already, CancellationToken cancellationToken)
    {
        var running = new List<Task<int>>();
        // Not all in one instant: a backlog of connections is the operating system's matter, not the Gateway's.
        foreach (var chunk in Enumerable.Range(0, count).Chunk(50))
        {
            running.AddRange(chunk.Select(_ => PostAsync(http, cancellationToken)));
            await gateway.UntilAsync(async () => running.Find(post => post.IsCompleted) is { } early
                ? throw new InvalidOperationException($"A request was answered before a worker came: {await early}")
                : await gateway.MetricAsync(WaitingMetric) >= already + running.Count);
        }

        return running;
    }

    static async Task<int> PostAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(Seeds.Pictures[0]) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        using var response = await http.PostAsync("recognitions", body, cancellationToken);
        return response.IsSuccessStatusCode ? 200 : throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
