using MassTransit.AmazonSqsTransport;

namespace SqsTransport.Tests.Rules;

public sealed class TimingTests
{
    private static readonly DateTimeOffset Received = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    // now, visible at, due at, renewal, longest: all in seconds after the receipt
    [InlineData(17, 30, 18, 60, 43200, "Wait", 0)]
    [InlineData(18, 30, 18, 60, 43200, "Renew", 60)]
    [InlineData(29, 30, 18, 5, 43200, "Renew", 5)]
    [InlineData(30, 30, 18, 60, 43200, "Lost", 0)]
    [InlineData(43150, 43170, 43146, 60, 43200, "Renew", 50)] // no further than twelve hours from the receipt
    [InlineData(43199, 43200, 43176, 60, 43200, "Stop", 0)]
    [InlineData(25, 30, 18, 60, 30, "Stop", 0)]
    public void Renewal(int now, int visibleAt, int dueAt, int renewal, int longest, string action, int seconds)
    {
        var step = VisibilityRenewal.Decide(At(now), Received, At(visibleAt), At(dueAt), TimeSpan.FromSeconds(renewal), TimeSpan.FromSeconds(longest));

        Assert.Equal(new RenewalStep(Enum.Parse<RenewalAction>(action), seconds), step);
    }

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(30, 3)]
    [InlineData(600, 5)]
    public void Renewals_are_looked_for(int visibility, double every)
        => Assert.Equal(TimeSpan.FromSeconds(every), VisibilityRenewal.LookEvery(TimeSpan.FromSeconds(visibility)));

    [Theory]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 1, 16)]
    [InlineData(6, 1, 30)]
    [InlineData(1000, 0, 15)]
    public void Retries_wait(int failures, double random, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelay.After(failures, random));

    [Theory]
    [InlineData(0, null)]
    [InlineData(-5, null)]
    [InlineData(0.001, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(900, 900)]
    public void Delays_are_whole_seconds_rounded_up(double delay, int? seconds)
        => Assert.Equal(seconds, SendDelay.Seconds(TimeSpan.FromSeconds(delay), new QueueDeclaration("q")));

    [Fact]
    public void Delays_that_SQS_does_not_have_are_refused()
    {
        Assert.Throws<NotSupportedException>(() => SendDelay.Seconds(TimeSpan.FromSeconds(900.1), new QueueDeclaration("q")));
        Assert.Throws<NotSupportedException>(() => SendDelay.Seconds(TimeSpan.FromSeconds(1), new QueueDeclaration("q.fifo")));
        Assert.Null(SendDelay.Seconds(null, new QueueDeclaration("q.fifo")));
    }

    [Theory]
    [InlineData(0, 1, false)] // an idle line: at once
    [InlineData(1, 5, false)]
    [InlineData(2, 5, true)]
    [InlineData(2, 10, false)] // full: at once
    public void Sends_wait_for_company(int underWay, int waiting, bool lingers) => Assert.Equal(lingers, BatchPolicy.Send.Lingers(underWay, waiting));

    [Theory]
    // how long the heartbeat stood still for the sweeper, how old it is by the clock, in intervals of five minutes
    [InlineData(0, 0, false)]
    [InlineData(5.9, 5.9, false)]
    [InlineData(6, 6, true)]
    [InlineData(6, -100, true)] // its owner's clock is ahead: only what the sweeper saw counts
    [InlineData(0, 290, false)] // a clock a day behind is no proof
    [InlineData(0, 294, true)]
    public void Reply_queues_are_orphaned(double standsStill, double age, bool orphaned)
    {
        var interval = TimeSpan.FromMinutes(5);
        var heartbeat = ReplyQueueSweep.Heartbeat(Received - (interval * age));

        Assert.Equal(orphaned, ReplyQueueSweep.IsOrphaned(heartbeat, Received - (interval * standsStill), Received, interval));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(64, 7)]
    public void Pollers_are_no_more_than_the_prefetch_needs(int prefetch, int most) => Assert.Equal(most, Polling.MostPollers(prefetch));

    [Theory]
    [InlineData(10, 10, 5, 1, 64, true)]
    [InlineData(10, 9, 5, 1, 64, false)]
    [InlineData(10, 10, 0, 1, 64, false)]
    [InlineData(10, 10, 5, 7, 64, false)]
    public void A_poller_is_added(int asked, int received, int free, int pollers, int prefetch, bool adds)
        => Assert.Equal(adds, Polling.AddsPoller(asked, received, free, pollers, prefetch));

    [Theory]
    [InlineData(20, null, 20)]
    [InlineData(20, 30, 20)]
    [InlineData(20, 10, 8)]
    [InlineData(20, 1, 0)]
    public void A_poll_ends_before_the_clients_time_out(int configured, int? timeout, int seconds)
        => Assert.Equal(seconds, Polling.WaitSeconds(configured, timeout is { } value ? TimeSpan.FromSeconds(value) : null));

    private static DateTimeOffset At(int seconds) => Received.AddSeconds(seconds);
}
