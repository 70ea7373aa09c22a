using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FaceRec.Gateway.Tests.Questions;

public sealed class WaitingRoomTests
{
    readonly FakeTimeProvider _clock = new();

    WaitingRoom Room() => new(_clock, Options.Create(new GatewayOptions { RequestTimeout = TimeSpan.FromSeconds(10), MostWaiting = 100_000 }));

    [Fact]
    public void The_queue_grows_only_to_what_the_workers_can_serve_in_time()
    {
        var (room, waiting) = (Room(), new Queue<WaitingRoom.Place>());
        // Twenty come and ten are answered a second.
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 20; i++)
            {
                if (room.TryEnter().Value is { } place)
                    waiting.Enqueue(place);
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 10 && waiting.TryDequeue(out var place); i++)
            {
                place.IsAnswered = true;
                place.Dispose();
            }
        }

        // Ten seconds' worth at ten a second; the answers of the first moments are few, so not to the dot.
        Assert.InRange(room.Waiting, 80, 105);
        var more = Enumerable.Range(0, 100).Select(_ => room.TryEnter().Problem).OfType<Problem>().ToList();
        Assert.NotEmpty(more);
        Assert.All(more, problem => Assert.Equal((ProblemKinds.Overloaded, true), (problem.Kind, problem.RetryAfter >= TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void A_fleet_that_starts_is_waited_for_and_one_that_is_gone_is_not()
    {
        var room = Room();
        for (var i = 0; i < 200; i++)
            Assert.NotNull(room.TryEnter().Value);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(room.TryEnter().Value);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ProblemKinds.Overloaded, room.TryEnter().Problem?.Kind);
    }

    [Fact]
    public void A_place_tells_who_is_ahead_and_how_long_they_take_at_the_pace_of_late()
    {
        var room = Room();
        var places = Enumerable.Range(0, 6).Select(_ => room.TryEnter().Value!).ToList();
        // Nothing was answered yet, so nobody can tell how long it takes.
        Assert.Equal(new WaitingRoom.Outlook(5, null), places[5].Look());

        // Two in two seconds; and who gives up is no longer ahead either, but says nothing about the pace.
        foreach (var answered in places[..2])
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            answered.IsAnswered = true;
            answered.Dispose();
        }

        places[3].Dispose();

        Assert.Equal(new WaitingRoom.Outlook(2, TimeSpan.FromSeconds(3)), places[5].Look());
        Assert.Equal(new WaitingRoom.Outlook(0, TimeSpan.FromSeconds(1)), places[2].Look());
        Assert.Null(places[0].Look());
    }

    [Fact]
    public void A_place_is_left_once()
    {
        var room = Room();
        var place = room.TryEnter().Value!;
        place.Dispose();
        place.Dispose();

        Assert.Equal(0, room.Waiting);
    }
}
