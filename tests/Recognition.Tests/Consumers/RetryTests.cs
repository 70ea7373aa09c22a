using Amazon.S3;
using FaceRec.Recognition.Consumers;
using MassTransit;

namespace FaceRec.Recognition.Tests.Consumers;

public sealed class RetryTests(EngineFixture fixture)
{
    [Fact]
    public async Task What_fails_for_a_moment_is_tried_again_and_answered()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var failures = 2;
        bench.S3.Before = (operation, _) =>
        {
            if (operation == "PutObject" && Interlocked.Decrement(ref failures) >= 0)
                throw new AmazonS3Exception("SlowDown");
        };

        var recognized = await bench.RecognizeAsync(TestPictures.Sample(1));

        Assert.Equal(3, recognized.Faces.Count);
        Assert.True(failures < 0);
    }

    [Fact]
    public async Task What_fails_every_time_ends_in_a_fault_that_tells_why()
    {
        await using var bench = await WorkBench.StartAsync(fixture, options => options.MaxRetries = 1);
        var tries = 0;
        bench.S3.Before = (operation, _) =>
        {
            if (operation != "PutObject")
                return;
            Interlocked.Increment(ref tries);
            throw new AmazonS3Exception("The bucket is on fire");
        };

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => bench.RecognizeAsync(TestPictures.Sample(1)));

        Assert.Contains("on fire", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task What_breaks_its_contract_is_not_tried_again()
    {
        // A second try would come so late that the client had given up.
        await using var bench = await WorkBench.StartAsync(fixture, options => options.RetryDelay = TimeSpan.FromMinutes(10));

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() =>
            bench.AskAsync<Messages.RecognizeFaces, Messages.FacesRecognized>(bench.Recognition(TestPictures.Sample(1)) with { MaxCandidates = 101 }));

        Assert.Contains("MaxCandidates", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, bench.S3.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_sent_back_twice_is_answered_from_what_is_stored(bool sentBack)
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var request = bench.Recognition(TestPictures.Sample(1));
        var first = await bench.AskAsync<Messages.RecognizeFaces, Messages.FacesRecognized>(request);
        bench.S3.Put($"test-in-bucket/{request.PictureKey}", TestPictures.Sample(2));

        var again = (await bench.Harness.GetRequestClient<Messages.RecognizeFaces>().GetResponse<Messages.FacesRecognized>(request, pipe => pipe.UseExecute(context =>
        {
            if (sentBack)
                context.Headers.Set(Messages.HeaderNames.Redelivery, "1:abc");
        }), TestContext.Current.CancellationToken)).Message;

        Assert.Equal(sentBack, first.Faces[0].Box == again.Faces[0].Box);
    }

    [Theory]
    [InlineData(typeof(System.ComponentModel.DataAnnotations.ValidationException), true)]
    [InlineData(typeof(System.Runtime.Serialization.SerializationException), true)]
    [InlineData(typeof(InvalidDataException), false)] // a model or a gallery that can be put right
    [InlineData(typeof(IOException), false)]
    public void Only_what_is_wrong_with_the_message_itself_is_permanent(Type exception, bool permanent) =>
        Assert.Equal(permanent, PermanentFailure.Is((Exception)Activator.CreateInstance(exception)!));

    [Fact]
    public async Task A_worker_behind_what_the_asker_has_seen_faults_rather_than_answer_from_the_past()
    {
        await using var bench = await WorkBench.StartAsync(fixture, options => options.MaxRetries = 0);
        await Assert.ThrowsAsync<RequestFaultException>(() => bench.RecognizeAsync(TestPictures.Sample(1), version: 7));
    }

    [Fact]
    public void Delays_double_grow_by_chance_and_stay_within_what_sqs_allows()
    {
        var delays = RedeliveryDelays.Of(TimeSpan.FromMinutes(1), 6, () => 1);
        Assert.Equal([1.2, 2.4, 4.8, 9.6, 15, 15], delays.Select(delay => delay.TotalMinutes));
    }

    [Fact]
    public async Task A_gallery_of_another_model_is_refused_with_both_names()
    {
        await using var bench = await WorkBench.StartAsync(fixture, options => options.MaxRetries = 0);
        var enrolled = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        var view = await bench.Store.GetAsync(WorkBench.Collection, TestContext.Current.CancellationToken);
        var other = view.FindFace(enrolled.FaceId)! with { Model = "othermodel-12345678" };
        await bench.Store.TryCommitAsync(view, [new Gallery.Change.FaceReplaced(other)], TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => bench.RecognizeAsync(TestPictures.Sample(3)));

        Assert.Contains("othermodel-12345678", fault.Message, StringComparison.Ordinal);
        Assert.Contains(fixture.Engine.Manifest.Identity, fault.Message, StringComparison.Ordinal);
    }
}
