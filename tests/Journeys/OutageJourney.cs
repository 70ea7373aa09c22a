using System.Diagnostics;
using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.Journeys;

/// <summary>SQS is gone for a minute: nobody knows anything, so the fleet stays as it is, and all goes on when it is back.</summary>
public sealed class OutageJourney
{
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);

    static readonly Dictionary<string, string> Settings = new()
    {
        ["MAX_INSTANCES"] = "2",
        ["REQUEST_TIMEOUT"] = "110",
        ["Gateway__Coalesce"] = "false",
        ["Gateway__ResultCache"] = "false",
        ["Autoscaler__MinimumLifetime"] = "00:00:05",
        ["Autoscaler__StableWindow"] = "00:00:10",
        // Shorter than the outage: silence while nobody can be heard is no sign of death.
        ["Autoscaler__OrphanAfter"] = "00:00:20",
        ["Fleet__WarmPool"] = "0",
    };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_minute_without_SQS_changes_nothing_and_costs_no_worker()
    {
        await using var system = await LaunchedSystem.StartAsync(Settings, "--min-instances", "0");
        await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 20));
        var before = await system.InstancesAsync("running", Cancel);
        Assert.InRange(before.Count, 1, 2);

        await system.ControlAsync(HttpMethod.Post, "faults", """{"service":"sqs","kind":"drop"}""");
        var watch = Stopwatch.StartNew();
        using (var refused = await system.PostAsync("recognitions", "file", Repository.Photo(1), "a.jpg", Cancel))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var late = await LaunchAsync(system);
        await Eventually.TrueAsync(async () =>
        {
            Assert.Subset((await system.InstancesAsync("running", Cancel)).ToHashSet(), before.ToHashSet());
            return watch.Elapsed > Outage;
        }, 2 * Outage);
        await system.ControlAsync(HttpMethod.Delete, "faults");

        await Uploads.AllAnsweredAsync(Uploads.PostAll(system, 10));
        await system.RunningAsync(0);
        foreach (var worker in before.Append(late))
            Assert.Contains($"Instance {worker} leaves: it has drained", system.Log, StringComparison.Ordinal);
    }

    // A worker whose bus has to wait for SQS, for longer than starts usually take.
    static async Task<string> LaunchAsync(LaunchedSystem system)
    {
        var launched = await system.Ec2.RunInstancesAsync(new RunInstancesRequest
        {
            ImageId = "ami-facerec",
            MinCount = 1,
            MaxCount = 1,
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag("facerec:fleet", "facerec")] }],
        }, Cancel);
        return launched.Reservation.Instances.Single().InstanceId;
    }
}
