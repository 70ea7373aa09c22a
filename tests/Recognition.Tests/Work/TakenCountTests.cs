using FaceRec.Messages;
using FaceRec.Recognition.Tests.Consumers;
using FaceRec.Recognition.Work;
using MassTransit;

namespace FaceRec.Recognition.Tests.Work;

public sealed class TakenCountTests(EngineFixture fixture)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90, 90.0)]
    [InlineData(0, 0.0)]
    [InlineData(-30, 0.0)] // the sender's clock is ahead
    [InlineData(14 * 86_400, 14.0 * 86_400)]
    [InlineData((14 * 86_400) + 1, null)] // SQS would have dropped it
    public void A_wait_is_within_what_can_be(int secondsAgo, double? seconds) =>
        Assert.Equal(seconds, MessageWait.Between(Now.AddSeconds(-secondsAgo), Now)?.TotalSeconds);

    [Fact]
    public void Tells_the_longest_wait_since_it_was_asked_before()
    {
        var taken = new TakenCount(TimeProvider.System);
        taken.Add(TimeSpan.FromSeconds(3));
        taken.Add(TimeSpan.FromSeconds(7));
        taken.Add(null);
        taken.Add(TimeSpan.FromSeconds(5));

        Assert.Equal((4, 7.0), (taken.Collect() is var first ? first.Count : 0, first.LongestWaitSeconds));
        taken.Add(null);
        Assert.Equal((1, null), (taken.Collect() is var second ? second.Count : 0, second.LongestWaitSeconds));
        Assert.Equal(0, taken.Collect().Count);
    }

    [Fact]
    public async Task A_message_that_waited_tells_for_how_long_and_one_that_is_sent_back_does_not()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        await bench.RecognizeAsync(TestPictures.Sample(1));
        var taken = bench.Get<Workload>().Taken.Collect();
        Assert.Equal(1, taken.Count);
        Assert.InRange(taken.LongestWaitSeconds!.Value, 0, taken.Seconds);

        await bench.Harness.GetRequestClient<RecognizeFaces>().GetResponse<FacesRecognized>(bench.Recognition(TestPictures.Sample(1)),
            pipe => pipe.UseExecute(context => context.Headers.Set(HeaderNames.Redelivery, "1:abc")), TestContext.Current.CancellationToken);

        Assert.Equal((1, null), (bench.Get<Workload>().Taken.Collect() is var again ? again.Count : 0, again.LongestWaitSeconds));
    }

    [Fact]
    public async Task One_that_is_tried_again_is_taken_once()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var failures = 2;
        bench.S3.Before = (operation, _) =>
        {
            if (operation == "PutObject" && Interlocked.Decrement(ref failures) >= 0)
                throw new Amazon.S3.AmazonS3Exception("SlowDown");
        };

        await bench.RecognizeAsync(TestPictures.Sample(1));

        Assert.Equal(1, bench.Get<Workload>().Taken.Collect().Count);
    }
}
