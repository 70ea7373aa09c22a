using System.Diagnostics;
using Amazon.SQS.Model;

namespace FaceRec.Bench.LocalCloud;

/// <summary>How long LocalCloud takes to start, and what it does while nobody asks anything of it, or 32 long polls wait.</summary>
static class StartAndIdle
{
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        var rounds = new Rounds();
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var started = await Server.StartDurableAsync();
            rounds.Note("start, seconds", watch.Elapsed.TotalSeconds);
        }

        await using var server = await Server.StartDurableAsync();
        using var sqs = server.Sqs();
        var queue = (await sqs.CreateQueueAsync("idle")).QueueUrl;
        rounds.Note("idle, % of one core", await PercentAsync(server));
        var polls = Enumerable.Range(0, 32).Select(_ => sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 15 })).ToList();
        rounds.Note("32 long polls wait, % of one core", await PercentAsync(server));
        rounds.Note("memory, MB", server.MemoryBytes / 1e6);
        await Task.WhenAll(polls);
        rounds.PrintAll();
    }

    static async Task<double> PercentAsync(Server server)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await timer.WaitForNextTickAsync();
        var before = server.Cpu;
        timer.Period = Duration;
        await timer.WaitForNextTickAsync();
        return 100 * (server.Cpu - before) / Duration;
    }
}
