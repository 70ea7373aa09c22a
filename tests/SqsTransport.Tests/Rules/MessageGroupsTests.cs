using MassTransit.AmazonSqsTransport;

namespace SqsTransport.Tests.Rules;

public sealed class MessageGroupsTests
{
    [Fact]
    public void One_of_a_group_runs_at_a_time_in_the_order_of_entry()
    {
        var groups = new MessageGroups(1);
        var (first, second, third) = (groups.Enter("a"), groups.Enter("a"), groups.Enter("a"));
        var other = groups.Enter("b");

        Assert.True(first.Mine.IsCompletedSuccessfully && other.Mine.IsCompletedSuccessfully);
        Assert.False(second.Mine.IsCompleted);
        groups.Leave(first, failed: false);
        Assert.True(second.Mine is { IsCompletedSuccessfully: true, Result: true });
        Assert.False(third.Mine.IsCompleted);
    }

    [Fact]
    public async Task A_failure_turns_away_those_behind_it_and_not_those_that_come_later()
    {
        var groups = new MessageGroups(1);
        var (first, second) = (groups.Enter("a"), groups.Enter("a"));

        groups.Leave(first, failed: true);
        var again = groups.Enter("a");

        Assert.False(await second.Mine);
        groups.Leave(second, failed: true);
        Assert.True(await again.Mine);
    }

    [Fact]
    public void One_that_gave_up_waiting_does_not_hold_up_the_next()
    {
        var groups = new MessageGroups(1);
        var (first, second, third) = (groups.Enter("a"), groups.Enter("a"), groups.Enter("a"));

        groups.Leave(second, failed: true);
        groups.Leave(first, failed: false);

        Assert.True(third.Mine is { IsCompletedSuccessfully: true, Result: true });
    }
}
