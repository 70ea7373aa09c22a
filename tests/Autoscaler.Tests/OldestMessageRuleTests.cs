using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class OldestMessageRuleTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // visible, taken lately, longest wait of those, seconds since it was empty, since nobody took -> age, and whether that is the least
    [InlineData(0, 0, null, null, null, 0.0, false)]
    [InlineData(0, 9, 12.5, 1, null, 0.0, false)]
    [InlineData(7, 9, 12.5, 1, null, 12.5, false)]
    [InlineData(7, 9, 12.5, null, 30, 12.5, false)]
    // Nobody takes messages: they have waited since they were first seen, and go on waiting.
    [InlineData(7, 0, null, 1, null, 0.0, true)]
    [InlineData(7, 0, null, 1, 30, 30.0, true)]
    [InlineData(7, 0, null, null, 600, 600.0, true)]
    // Messages are taken, but only such as were taken before: how long the others wait cannot be told.
    [InlineData(7, 3, null, 1, 30, null, false)]
    // A clock that is wrong: nothing waits for less than no time, or since before the queue was empty, give or take SQS's lag of a minute.
    [InlineData(7, 3, -4.0, 1, null, 0.0, false)]
    [InlineData(7, 3, 3600.0, 10, null, 70.0, false)]
    [InlineData(7, 3, 3600.0, null, null, 3600.0, false)]
    public void The_age_is_what_workers_found_or_else_how_long_nobody_took(int visible, int taken, double? longest, int? emptySecondsAgo, int? untakenSeconds, double? age, bool atLeast)
    {
        var memory = new QueueMemory(Before(emptySecondsAgo), Before(untakenSeconds));

        var (oldest, _) = OldestMessageRule.Derive(new QueueCounts(visible, 5, 0), new TakenLately(taken, longest, null, false), memory, Now);

        Assert.Equal(age is { } seconds ? new OldestMessage(seconds, atLeast) : null, oldest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void What_could_not_be_measured_is_unknown(int taken) =>
        Assert.Null(OldestMessageRule.Derive(null, new TakenLately(taken, taken > 0 ? 3 : null, null, false), new QueueMemory(Before(5), Before(4)), Now).Oldest);

    [Fact]
    public void It_is_unknown_while_some_workers_do_not_tell_what_they_take()
    {
        var counts = new QueueCounts(7, 0, 0);
        var memory = new QueueMemory(null, Before(30));

        Assert.Null(OldestMessageRule.Derive(counts, new TakenLately(0, null, null, SomeDoNotTell: true), memory, Now).Oldest);
        // What the others found is true of the whole queue.
        Assert.Equal(8, OldestMessageRule.Derive(counts, new TakenLately(1, 8, null, SomeDoNotTell: true), memory, Now).Oldest!.Seconds);
    }

    [Theory]
    // visible, seconds since messages were taken, remembered since -> remembered next
    [InlineData(0, null, 30, null)]
    [InlineData(7, null, null, 0)]
    [InlineData(7, null, 30, 30)]
    [InlineData(7, 40, 30, 30)]
    [InlineData(7, 10, 30, 0)]
    // Not measured: nothing new is seen to wait, but who takes nothing empties no queue.
    [InlineData(null, null, 30, 30)]
    [InlineData(null, 10, 30, null)]
    [InlineData(null, null, null, null)]
    public void It_is_remembered_since_when_messages_wait_that_nobody_took(int? visible, int? takenSecondsAgo, int? sinceSecondsAgo, int? expected)
    {
        var counts = visible is { } waiting ? new QueueCounts(waiting, 0, 0) : null;

        var (_, memory) = OldestMessageRule.Derive(counts, new TakenLately(0, null, Before(takenSecondsAgo), false), new QueueMemory(null, Before(sinceSecondsAgo)), Now);

        Assert.Equal(Before(expected), memory.UntakenSince);
    }

    [Fact]
    public void The_queue_was_empty_when_nothing_waited_or_was_delayed()
    {
        var nobody = new TakenLately(0, null, null, false);

        Assert.Equal(Now, OldestMessageRule.Derive(new QueueCounts(0, 3, 0), nobody, default, Now).Memory.EmptyAt);
        Assert.Equal(Before(9), OldestMessageRule.Derive(new QueueCounts(0, 0, 1), nobody, new QueueMemory(Before(9), null), Now).Memory.EmptyAt);
        Assert.Equal(Before(9), OldestMessageRule.Derive(null, nobody, new QueueMemory(Before(9), null), Now).Memory.EmptyAt);
    }

    static DateTimeOffset? Before(int? seconds) => seconds is { } ago ? Now.AddSeconds(-ago) : null;
}
