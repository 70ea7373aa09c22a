using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace FaceRec.Gateway.Tests.Recognitions;

public sealed class RecognitionEventsTests(WholeSystem system)
{
    [Fact]
    public async Task A_client_hears_that_it_runs_and_then_the_result_through_another_Gateway_too()
    {
        foreach (var gateway in new[] { system.Gateway, system.Other })
        {
            var started = await system.Http.PostPictureAsync($"recognitions?collection={Api.NewCollection()}", Repository.Photo(3), ("Prefer", "respond-async"));
            var events = await FollowAsync(gateway, started.Header("Location")!);

            Assert.Equal("finished", events[^1].EventType);
            Assert.Contains("\"faces\"", events[^1].Data);
            Assert.All(events.SkipLast(1), item => Assert.Equal("running", item.EventType));
        }
    }

    [Fact]
    public async Task A_rejection_ends_the_events_with_its_problem()
    {
        var truncated = Repository.Photo(1)[..20_000];
        var started = await system.Http.PostPictureAsync("recognitions", truncated, ("Prefer", "respond-async"));
        var events = await FollowAsync(system.Gateway, started.Header("Location")!);

        Assert.Equal("failed", events[^1].EventType);
        Assert.Contains("\"unreadable-picture\"", events[^1].Data);
    }

    [Fact]
    public async Task While_it_runs_a_client_hears_how_many_are_ahead_from_the_Gateway_that_knows()
    {
        // No worker belongs to this installation.
        var id = $"q{Guid.NewGuid():N}"[..20];
        await using var gateway = await TestGateway.StartAsync(system.Aws, id, "Gateway:RequestTimeout=00:10:00");
        await using var other = await TestGateway.StartAsync(system.Aws, id, "Gateway:RequestTimeout=00:10:00");
        var location = "";
        foreach (var side in new[] { 40, 50, 60 })
            location = (await gateway.Http.PostPictureAsync("recognitions", TestPicture.Blank(width: side), ("Prefer", "respond-async"))).Header("Location")!;

        var (here, there) = (await FirstAsync(gateway, location), await FirstAsync(other, location));

        Assert.Equal(("running", 2), (here.EventType, Parse(here).GetProperty("ahead").GetInt32()));
        Assert.Equal(JsonValueKind.Null, Parse(here).GetProperty("secondsLeft").ValueKind);
        Assert.Equal(("running", JsonValueKind.Null), (there.EventType, Parse(there).GetProperty("ahead").ValueKind));
    }

    [Fact]
    public async Task There_are_no_events_of_what_does_not_exist() =>
        Assert.Equal("no-such-recognition", (await system.Http.ReadAsync($"recognitions/{Guid.NewGuid()}/events")).Code);

    static JsonElement Parse(SseItem<string> item) => Api.Parse(Encoding.UTF8.GetBytes(item.Data));

    static ValueTask<List<SseItem<string>>> FollowAsync(TestGateway gateway, string location) => ReadAsync(gateway, location).ToListAsync(TestContext.Current.CancellationToken);

    static ValueTask<SseItem<string>> FirstAsync(TestGateway gateway, string location) => ReadAsync(gateway, location).FirstAsync(TestContext.Current.CancellationToken);

    static async IAsyncEnumerable<SseItem<string>> ReadAsync(TestGateway gateway, string location)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        await using var stream = await gateway.Http.GetStreamAsync($"{location}/events", deadline.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(deadline.Token))
            yield return item;
    }
}
