using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace FaceRec.Journeys;

/// <summary>Pictures wait: the fleet grows. Nothing waits: it shrinks. Whatever fails, every picture is answered and nobody who works is stopped.</summary>
[Collection(BusySystems.Name)]
public sealed class ScalingJourney
{
    static readonly Dictionary<string, string> Settings = new()
    {
        ["REQUEST_TIMEOUT"] = "110",
        ["VISIBILITY_TIMEOUT"] = "5",
        ["Gateway__Coalesce"] = "false",
        ["Gateway__ResultCache"] = "false",
        ["Autoscaler__MinimumLifetime"] = "00:00:05",
        ["Autoscaler__StableWindow"] = "00:00:05",
        ["Fleet__WarmPool"] = "0",
        ["Ec2__RetryDelay"] = "00:00:00.1",
        ["Ec2__Pause"] = "00:00:02",
    };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_posts_bring_workers_from_none_and_they_go_when_nothing_waits()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "3" }, "--min-instances", "0");
        Assert.Empty(await system.InstancesAsync("running", Cancel));

        var posts = Uploads.PostAll(system, 100);
        await system.RunningAsync(3);
        await Uploads.AllAnsweredAsync(posts);
        await system.RunningAsync(0);
        await Eventually.TrueAsync(async () => (await system.InstancesAsync("terminated", Cancel)).Count >= 3, LaunchedSystem.Patience);

        Assert.Equal((await system.InstancesAsync("terminated", Cancel)).Count, system.Log.Split('\n').Count(line => line.Contains("leaves: it has drained", StringComparison.Ordinal)));
        // Workers take their queues with them.
        await Eventually.TrueAsync(async () => (await system.Sqs.ListQueuesAsync("facerec-worker", Cancel)).QueueUrls is null or [], LaunchedSystem.Patience);
        var fleet = await FleetAsync(system);
        Assert.Equal((0, false), (fleet.GetProperty("oldest").GetProperty("seconds").GetDouble(), fleet.GetProperty("oldest").GetProperty("atLeast").GetBoolean()));
        // Before there was anybody to take them.
        Assert.Contains("oldest at least", system.Log, StringComparison.Ordinal);
        var decisions = fleet.GetProperty("decisions").EnumerateArray().ToList();
        Assert.Contains(decisions, decision => Outcomes(decision).Any(outcome => outcome.StartsWith("launch", StringComparison.Ordinal)));
        Assert.Contains(decisions, decision => Outcomes(decision).Contains("terminate 1 of 1"));
    }

    [Fact]
    public async Task An_EC2_that_throttles_and_has_room_for_two_is_enough()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "4" }, "--min-instances", "0");
        await system.ControlAsync(HttpMethod.Post, "capacity?instances=2");
        await system.ControlAsync(HttpMethod.Post, "faults", """{"service":"ec2","kind":"throttle","probability":0.4}""");

        await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 40));

        // The look is not to be throttled as well.
        await system.ControlAsync(HttpMethod.Delete, "faults");
        Assert.InRange((await system.InstancesAsync("running", Cancel)).Count, 1, 2);
    }

    [Fact]
    public async Task An_unknown_queue_length_is_not_taken_for_an_empty_queue()
    {
        await using var system = await LaunchedSystem.StartAsync(
            new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "2", ["Autoscaler__StableWindow"] = "00:00:10" }, "--min-instances", "0");
        await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 20));
        var before = (await system.InstancesAsync("running", Cancel)).ToHashSet();
        Assert.InRange(before.Count, 1, 2);

        await system.ControlAsync(HttpMethod.Post, "faults", """{"service":"sqs","action":"GetQueueAttributes","kind":"unavailable"}""");
        // Twice the time after which an idle fleet shrinks.
        var until = Stopwatch.StartNew();
        await Eventually.TrueAsync(async () =>
        {
            Assert.Subset((await system.InstancesAsync("running", Cancel)).ToHashSet(), before);
            return until.Elapsed > TimeSpan.FromSeconds(20);
        }, LaunchedSystem.Patience);
        Assert.Contains("unknown", (await FleetAsync(system)).GetProperty("decisions")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);

        await system.ControlAsync(HttpMethod.Delete, "faults");
        await system.RunningAsync(0);
    }

    [Fact]
    public async Task A_crashed_worker_and_a_frozen_one_are_replaced_and_their_pictures_answered()
    {
        await using var system = await LaunchedSystem.StartAsync(
            new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "3", ["Autoscaler__OrphanAfter"] = "00:00:30" }, "--min-instances", "2");
        await system.RunningAsync(2);
        var first = await system.InstancesAsync("running", Cancel);

        var posts = Uploads.PostAll(system, 30);
        await Task.WhenAny(posts);
        await system.ControlAsync(HttpMethod.Post, $"instances/{first[0]}/crash");
        await system.ControlAsync(HttpMethod.Post, $"instances/{first[1]}/freeze");

        await Uploads.AllAnsweredAsync(posts);
        // EC2 has the crashed one as stopped, and it is started again; the frozen one is given up.
        await Eventually.TrueAsync(async () => await system.InstancesAsync("running", Cancel) is { Count: >= 2 } now && !now.Contains(first[1]), LaunchedSystem.Patience);
    }

    [Fact]
    public async Task A_worker_whose_instance_is_to_be_taken_back_drains_itself_and_is_replaced()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "2" }, "--min-instances", "1");
        var leaves = Assert.Single(await system.InstancesAsync("running", Cancel));

        await system.ControlAsync(HttpMethod.Post, $"instances/{leaves}/rebalance");

        await Eventually.TrueAsync(async () => (await system.InstancesAsync("terminated", Cancel)).Contains(leaves)
            && (await system.InstancesAsync("running", Cancel)).Count == 1, LaunchedSystem.Patience);
        Assert.Contains("Draining: EC2 recommends to leave the instance", system.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_Autoscalers_one_decides_and_another_takes_over_from_one_that_hangs()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>(Settings) { ["MAX_INSTANCES"] = "2" }, "--min-instances", "0");
        using var second = StartAutoscaler(system);
        using var third = StartAutoscaler(system);
        try
        {
            var leader = Assert.Single(system.Processes("Autoscaler"));
            using var stop = Process.Start("kill", ["-STOP", $"{leader}"]);
            await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 30));
            using var goOn = Process.Start("kill", ["-CONT", $"{leader}"]);
            await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 30));

            Assert.InRange((await system.InstancesAsync("running", Cancel)).Count + (await system.InstancesAsync("pending", Cancel)).Count, 1, 2);
            Assert.Equal(1, system.Log.Split('\n').Count(line => line.Contains("This Autoscaler does not lead any more", StringComparison.Ordinal)));
        }
        finally
        {
            second.Kill();
            third.Kill();
        }
    }

    static Process StartAutoscaler(LaunchedSystem system)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program("Autoscaler")]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>(Settings)
        {
            ["MAX_INSTANCES"] = "2",
            ["CHECK_INTERVAL"] = "1",
            ["Autoscaler__LeaseDuration"] = "00:00:03",
            ["Fleet__ImageId"] = "ami-facerec",
            ["AWS_ENDPOINT_URL"] = system.Aws.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
        })
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    static async Task<JsonElement> FleetAsync(LaunchedSystem system) => await system.Gateway.GetFromJsonAsync<JsonElement>("fleet?decisions=1000", Cancel);

    static IEnumerable<string> Outcomes(JsonElement decision) => decision.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetString()!);
}
