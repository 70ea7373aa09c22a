using System.Diagnostics;
using System.Globalization;
using CrashConsumer;

namespace SqsTransport.Tests.Crash;

public sealed class CrashTests(SqsServer server, ITestOutputHelper output) : SqsTest(server)
{
    private const int Prefetch = 100;

    // Long enough to be several kills apart from each other, short enough that what a kill held back comes again within the test.
    private const int VisibilitySeconds = 5;

    private const int SigKill = 128 + 9;

    private static int Messages
        => int.TryParse(Environment.GetEnvironmentVariable("SQSTRANSPORT_CRASH_MESSAGES"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public async Task A_consumer_killed_again_and_again_loses_no_message_and_repeats_no_more_than_it_had_in_flight()
    {
        var queue = Name("crash");
        await Sqs.CreateQueueAsync(new Amazon.SQS.Model.CreateQueueRequest(queue)
        {
            Attributes = new() { ["VisibilityTimeout"] = VisibilitySeconds.ToString(CultureInfo.InvariantCulture) }
        }, Cancellation);
        await using var sender = await StartClient();
        await Parallel.ForEachAsync(Enumerable.Range(0, Messages), new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = Cancellation },
            async (number, _) => await sender.Send(queue, new Numbered(number)));

        var handled = new List<int>();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var kills = 0;
        while (handled.Distinct().Count() < Messages && kills < 1000)
        {
            using var consumer = Start(queue);
            var killAfter = random.Next(1, Math.Max(2, Messages / 8));
            var read = 0;
            while (await consumer.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation) is { } line)
            {
                handled.Add(int.Parse(line, CultureInfo.InvariantCulture));
                if (++read == killAfter || handled.Count >= Messages && handled.Distinct().Count() == Messages)
                {
                    consumer.Kill(); // SIGKILL: no handler runs
                    kills++;
                }
            }

            await consumer.WaitForExitAsync(Cancellation);
            Assert.True(consumer.ExitCode is SigKill, $"The consumer ended by itself with {consumer.ExitCode}: {await consumer.StandardError.ReadToEndAsync(Cancellation)}");
        }

        var repeats = handled.Count - Messages;
        output.WriteLine($"{Messages} messages, {kills} kills, {repeats} handled twice, seed {seed}");
        Assert.Equal(Enumerable.Range(0, Messages), handled.Distinct().Order());
        Assert.InRange(repeats, 0, kills * Prefetch);
    }

    private Process Start(string queue)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { typeof(Numbered).Assembly.Location, Server.Endpoint.ToString(), queue, Prefetch.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
