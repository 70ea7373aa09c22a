using Microsoft.Extensions.Time.Testing;

namespace FaceRec.Gateway.Tests.Questions;

public sealed class DeadlineTests
{
    readonly FakeTimeProvider _clock = new();
    readonly Deadline _deadline;

    public DeadlineTests() => _deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));

    [Fact]
    public void A_wait_ends_when_its_time_is_up()
    {
        Pass(9);
        Assert.False(_deadline.TryEnd());
        Assert.Equal(TimeSpan.FromSeconds(1), _deadline.Left);
        Pass(1);
        Assert.True(_deadline.TryEnd());
        Assert.Equal(TimeSpan.Zero, _deadline.Left);
    }

    [Fact]
    public void Who_joins_has_as_much_time_as_who_came_first()
    {
        Pass(8);
        Assert.True(_deadline.TryPutOff());
        Pass(2);
        Assert.False(_deadline.TryEnd());
        Assert.Equal(TimeSpan.FromSeconds(8), _deadline.Left);
        Pass(8);
        Assert.True(_deadline.TryEnd());
    }

    [Fact]
    public void A_wait_is_not_put_off_for_ever()
    {
        Pass(8);
        Assert.True(_deadline.TryPutOff());
        Pass(2);
        Assert.False(_deadline.TryPutOff());
        Assert.Equal(TimeSpan.FromSeconds(8), _deadline.Left);
    }

    [Fact]
    public void What_is_over_stays_over()
    {
        Pass(10);
        Assert.True(_deadline.TryEnd());
        Assert.False(_deadline.TryPutOff());
        Assert.True(_deadline.TryEnd());
    }

    void Pass(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
