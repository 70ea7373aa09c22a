using FaceRec.Messages;
using FaceRec.Recognition.Work;

namespace FaceRec.Recognition.Tests.Consumers;

public sealed class DrainTests(EngineFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finishes_what_is_in_hand_and_takes_no_more()
    {
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var s3 = new MemoryS3();
        await using var bench = await WorkBench.StartAsync(fixture, s3: s3);
        var worker = bench.Get<FaceWorker>();
        await worker.StartAsync(Cancel);
        var queue = await bench.Harness.Bus.GetSendEndpoint(new Uri($"queue:{bench.Get<Queues>().Recognition}"));
        await worker.Connected.WaitAsync(Cancel);
        var first = bench.Recognition(TestPictures.Sample(1));
        s3.Before = (operation, name) =>
        {
            if (operation != "PutObject" || !name.Contains(first.RecognitionId.ToString(), StringComparison.Ordinal))
                return;
            held.TrySetResult();
            release.Task.Wait(Cancel);
        };

        await queue.Send(first, Cancel);
        await held.Task.WaitAsync(Cancel);
        var drained = bench.AskAsync<DrainWorker, WorkerDrained>(
            new DrainWorker { InstanceId = "i-1", Deadline = DateTimeOffset.MaxValue, Reason = "too many of us" });
        await Eventually.TrueAsync(() => worker.State == WorkerState.Draining);
        Assert.False(drained.IsCompleted);
        release.SetResult();
        await drained;

        Assert.NotNull(s3.Find($"test-out-bucket/{ObjectKeys.Result(first.RecognitionId)}"));
        var second = bench.Recognition(TestPictures.Sample(2));
        await queue.Send(second, Cancel);
        await bench.Harness.InactivityTask;
        Assert.Null(s3.Find($"test-out-bucket/{ObjectKeys.Result(second.RecognitionId)}"));
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_stored_and_not_told_to_everybody()
    {
        using var s3 = new MemoryS3();
        await using var bench = await WorkBench.StartAsync(fixture, s3: s3);
        var worker = bench.Get<FaceWorker>();
        await worker.StartAsync(Cancel);
        await worker.Connected.WaitAsync(Cancel);
        var request = bench.Recognition(TestPictures.Sample(1));

        await (await bench.Harness.Bus.GetSendEndpoint(new Uri($"queue:{bench.Get<Queues>().Recognition}"))).Send(request, Cancel);

        await Eventually.TrueAsync(() => bench.Harness.Consumed.Select<RecognizeFaces>(SoFar).Any());
        Assert.Null(bench.Harness.Consumed.Select<RecognizeFaces>(SoFar).First().Exception);
        Assert.NotNull(s3.Find($"test-out-bucket/{ObjectKeys.Result(request.RecognitionId)}"));
        Assert.Empty(bench.Harness.Published.Select<FacesRecognized>(SoFar));
        await worker.StopAsync(Cancel);
    }

    // Without it the harness waits for more, and calls a slow machine an idle one.
    static CancellationToken SoFar => new(canceled: true);

    [Fact]
    public async Task Reports_itself_ready_and_where_it_listens()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var worker = bench.Get<FaceWorker>();
        await worker.StartAsync(Cancel);

        var report = await Eventually.GetAsync(() => Task.FromResult(bench.Harness.Sent.Select<WorkerReported>(SoFar).FirstOrDefault()?.Context.Message), sent => sent is not null);

        Assert.Equal((WorkerState.Ready, bench.Get<WorkerIdentity>().ControlQueue), (report!.State, report.ControlQueue));
        await worker.StopAsync(Cancel);
        Assert.Equal(WorkerState.Drained, worker.State);
    }

    [Fact]
    public async Task Takes_nothing_before_its_gallery_is_loaded()
    {
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var s3 = new MemoryS3();
        await using var bench = await WorkBench.StartAsync(fixture, s3: s3);
        await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        s3.Before = (operation, name) =>
        {
            if (operation != "GetObject" || !name.Contains("/journal/", StringComparison.Ordinal))
                return;
            held.TrySetResult();
            release.Task.Wait(Cancel);
        };
        await using var second = await WorkBench.StartAsync(fixture, s3: s3);
        var worker = second.Get<FaceWorker>();

        var starting = worker.StartAsync(Cancel);
        await held.Task.WaitAsync(Cancel);
        Assert.False(starting.IsCompleted || worker.Connected.IsCompleted);
        release.SetResult();

        await starting;
        await worker.Connected.WaitAsync(Cancel);
        await worker.StopAsync(Cancel);
    }

    [Fact]
    public async Task Waits_for_a_bucket_that_is_not_there_yet()
    {
        using var s3 = new MemoryS3();
        await using var bench = await WorkBench.StartAsync(fixture, s3: s3);
        var looks = 0;
        s3.Before = (_, _) =>
        {
            if (Interlocked.Increment(ref looks) == 1)
                throw new Amazon.S3.AmazonS3Exception("No such bucket", Amazon.Runtime.ErrorType.Sender, "NoSuchBucket", "1", System.Net.HttpStatusCode.NotFound);
        };
        var worker = bench.Get<FaceWorker>();
        await worker.StartAsync(Cancel);
        Assert.True(looks > 1);
        await worker.StopAsync(Cancel);
    }
}
