using System.Net.ServerSentEvents;

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
    public async Task There_are_no_events_of_what_does_not_exist() =>
        Assert.Equal("no-such-recognition", (await system.Http.ReadAsync($"recognitions/{Guid.NewGuid()}/events")).Code);

    static async Task<List<SseItem<string>>> FollowAsync(TestGateway gateway, string location)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        await using var stream = await gateway.Http.GetStreamAsync($"{location}/events", deadline.Token);
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(deadline.Token))
            events.Add(item);
        return events;
    }
}
