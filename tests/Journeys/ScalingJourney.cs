using System.Net;

namespace FaceRec.Journeys;

/// <summary>A hundred pictures wait: the fleet grows. Nothing waits: it shrinks, and nobody who works is stopped.</summary>
public sealed class ScalingJourney
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_come_while_a_hundred_posts_wait_and_go_when_nothing_does()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>
        {
            ["MAX_INSTANCES"] = "3",
            ["REQUEST_TIMEOUT"] = "110",
            ["Gateway__Coalesce"] = "false",
            ["Gateway__ResultCache"] = "false",
            ["Autoscaler__MinimumLifetime"] = "00:00:05",
            ["Autoscaler__StableWindow"] = "00:00:05",
            ["Fleet__WarmPool"] = "0",
        });
        var photos = Enumerable.Range(1, 6).Select(Repository.Photo).ToList();

        var posts = Enumerable.Range(0, 100).Select(async i =>
        {
            using var response = await system.PostAsync("", "inputFile", photos[i % photos.Count], "test_000.jpg", Cancel);
            return (response.StatusCode, Text: await response.Content.ReadAsStringAsync(Cancel));
        }).ToList();
        await Eventually.Holds(async () => (await system.InstancesAsync("running", Cancel)).Count == 3, TimeSpan.FromSeconds(60), Cancel);

        Assert.All(await Task.WhenAll(posts), answer => Assert.Equal((HttpStatusCode.OK, "test_000:unknown"), answer));
        await Eventually.Holds(async () => (await system.InstancesAsync("terminated", Cancel)).Count == 2, TimeSpan.FromSeconds(60), Cancel);
        Assert.Single(await system.InstancesAsync("running", Cancel));
        Assert.Equal(2, system.Log.Split('\n').Count(line => line.Contains("leaves: it has drained", StringComparison.Ordinal)));
    }
}
