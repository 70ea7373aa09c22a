namespace FaceRec.ErrorQueues.Tests;

public class RedeliveryPaceTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, 50)]
    [InlineData(10, 100)]
    [InlineData(60, 100)]
    public void Speeds_up_to_the_rate_in_ten_seconds(int seconds, double expected)
        => Assert.Equal(expected, RedeliveryPace.RateAt(100, TimeSpan.FromSeconds(seconds)), 6);

    [Theory]
    [InlineData(null, 10)]
    [InlineData(100.0, 10)]
    [InlineData(1.0, 5)]
    [InlineData(0.01, 1)]
    public void Takes_no_more_than_it_can_send_soon(double? rate, int expected) => Assert.Equal(expected, RedeliveryPace.BatchFor(rate));

    [Fact]
    public void Waits_as_long_as_the_messages_take() => Assert.Equal(TimeSpan.FromSeconds(2), RedeliveryPace.TimeFor(10, 5, TimeSpan.FromMinutes(1)));

    [Fact]
    public void Does_not_wait_without_a_rate() => Assert.Equal(TimeSpan.Zero, RedeliveryPace.TimeFor(10, null, TimeSpan.Zero));

    [Theory]
    [InlineData(0, 30)]
    [InlineData(100_000, 530)]
    [InlineData(1_000_000, 600)]
    public void A_long_queue_is_held_longer(int messages, int seconds) => Assert.Equal(seconds, QueueSweep.VisibilitySeconds(messages));
}
