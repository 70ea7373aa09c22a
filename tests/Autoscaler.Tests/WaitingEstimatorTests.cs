using System.Text.Json;
using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class WaitingEstimatorTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly QueueCounts Some = new(5, 0, 0);

    readonly WaitingEstimator _waiting = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void The_longest_wait_counts_until_the_workers_next_report()
    {
        _waiting.Add(new TakenMessages(5, 3, 8), Start);
        _waiting.Add(new TakenMessages(5, 3, 20), Start.AddSeconds(1));
        _waiting.Add(new TakenMessages(5, 0, null), Start.AddSeconds(2));

        Assert.Equal(new OldestMessage(20, false), _waiting.Measure(Some, Start.AddSeconds(7)));
        Assert.Equal(new OldestMessage(1, true), _waiting.Measure(Some, Start.AddSeconds(8)));
    }

    [Fact]
    public void Where_nobody_takes_messages_the_age_grows_from_when_they_were_first_seen()
    {
        var ages = Enumerable.Range(0, 4).Select(i => _waiting.Measure(Some, Start.AddSeconds(10 * i))).ToList();

        Assert.Equal([0, 10, 20, 30], ages.Select(age => age!.Seconds));
        Assert.All(ages, age => Assert.True(age!.AtLeast));
        Assert.Equal(new OldestMessage(0, false), _waiting.Measure(new QueueCounts(0, 5, 0), Start.AddSeconds(40)));
    }

    [Fact]
    public void A_measurement_that_failed_is_not_taken_for_an_empty_queue()
    {
        _waiting.Measure(Some, Start);

        Assert.Null(_waiting.Measure(null, Start.AddSeconds(10)));
        Assert.Null(_waiting.Last);
        Assert.Equal(new OldestMessage(20, true), _waiting.Measure(Some, Start.AddSeconds(20)));
    }

    [Fact]
    public void What_was_known_before_a_time_in_which_nobody_listened_is_forgotten()
    {
        _waiting.Measure(Some, Start);
        _waiting.Forget();

        Assert.Equal(new OldestMessage(0, true), _waiting.Measure(Some, Start.AddSeconds(60)));
    }

    [Fact]
    public void A_report_of_an_older_worker_says_nothing_of_what_it_took()
    {
        const string older = """{"instanceId":"i-1","state":"Ready","slots":2,"busy":1,"completed":3,"serviceSeconds":0.5,"startedAt":"2026-01-01T12:00:00Z","reportedAt":"2026-01-01T12:00:00Z"}""";

        var report = JsonSerializer.Deserialize<WorkerReported>(older, JsonSerializerOptions.Web)!;
        _waiting.Add(report.Taken, Start);

        Assert.Null(_waiting.Measure(Some, Start.AddSeconds(1)));
    }
}
