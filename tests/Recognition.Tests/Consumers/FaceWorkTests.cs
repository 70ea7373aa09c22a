using Amazon.S3;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Consumers;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using FaceRec.Tests;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRec.Recognition.Tests.Consumers;

public sealed class FaceWorkTests(EngineFixture fixture) : IAsyncDisposable
{
    private readonly MemoryS3 _s3 = new();
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        _s3.Dispose();
    }

    [Fact]
    public async Task Somebody_enrolled_from_one_photograph_is_recognized_in_another_and_the_rest_stay_unknown()
    {
        var harness = await StartAsync();
        var enrolled = await AskAsync<EnrollFace, FaceEnrolled>(harness, Enroll(1, "Ada", faceIndex: 2));
        Assert.False(enrolled.AlreadyEnrolled);

        var recognized = await AskAsync<RecognizeFaces, FacesRecognized>(harness, Recognize(3, enrolled.GalleryVersion));

        Assert.Equal([null, "Ada", null], recognized.Faces.Select(face => face.Person));
        Assert.Contains(_s3.Objects.Keys, key => key.EndsWith(ObjectKeys.Result(recognized.RecognitionId), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enrolling_the_same_face_again_changes_nothing()
    {
        var harness = await StartAsync();
        var first = await AskAsync<EnrollFace, FaceEnrolled>(harness, Enroll(1, "Ada", faceIndex: 2));
        var second = await AskAsync<EnrollFace, FaceEnrolled>(harness, Enroll(1, "Ada", faceIndex: 2));

        Assert.True(second.AlreadyEnrolled);
        Assert.Equal((first.FaceId, first.GalleryVersion), (second.FaceId, second.GalleryVersion));
    }

    [Theory]
    [InlineData(null, RejectionCodes.SeveralFaces)]
    [InlineData(9, RejectionCodes.NoSuchFace)]
    public async Task Enrolment_says_which_face_it_could_not_choose(int? index, string code) =>
        Assert.Equal(code, (await AskAsync<EnrollFace, PictureRejected>(await StartAsync(), Enroll(1, "Ada", index))).Code);

    [Fact]
    public async Task A_face_of_somebody_else_is_not_enrolled_under_a_new_name()
    {
        var harness = await StartAsync();
        await AskAsync<EnrollFace, FaceEnrolled>(harness, Enroll(1, "Ada", faceIndex: 2));
        Assert.Equal(RejectionCodes.LooksLikeSomebodyElse, (await AskAsync<EnrollFace, PictureRejected>(harness, Enroll(3, "Eve", faceIndex: 1))).Code);
    }

    [Fact]
    public async Task A_truncated_picture_is_refused()
    {
        var harness = await StartAsync();
        var request = Recognize(1, 0);
        var key = _s3.Objects.Keys.Single(name => name.EndsWith(request.PictureKey, StringComparison.Ordinal));
        _s3.Objects[key] = _s3.Objects[key][..(_s3.Objects[key].Length / 2)];

        Assert.Equal(RejectionCodes.Unreadable, (await AskAsync<RecognizeFaces, PictureRejected>(harness, request)).Code);
    }

    private async Task<ITestHarness> StartAsync()
    {
        _services = new ServiceCollection()
            .AddSingleton<IAmazonS3>(_s3)
            .AddSingleton(new Buckets("test"))
            .AddGallery()
            .AddSingleton(fixture.Engine)
            .AddSingleton<LiveGallery>()
            .AddSingleton<PictureBucket>()
            .AddSingleton<Workload>()
            .AddOptions()
            .AddMassTransitTestHarness(bus =>
            {
                bus.AddConsumer<RecognizeFacesConsumer>();
                bus.AddConsumer<EnrollFaceConsumer>();
            })
            .BuildServiceProvider();
        var harness = _services.GetRequiredService<ITestHarness>();
        await harness.Start();
        return harness;
    }

    private EnrollFace Enroll(int sample, string person, int? faceIndex) =>
        new() { EnrollmentId = Guid.NewGuid(), PictureKey = Upload(sample), Collection = "staff", Person = person, FaceIndex = faceIndex };

    private RecognizeFaces Recognize(int sample, long version) =>
        new() { RecognitionId = Guid.NewGuid(), PictureKey = Upload(sample), Collection = "staff", GalleryVersion = version };

    private string Upload(int sample)
    {
        var key = ObjectKeys.Picture(Guid.NewGuid());
        _s3.Objects[$"test-in-bucket/{key}"] = TestPictures.Sample(sample);
        return key;
    }

    private static async Task<TAnswer> AskAsync<TRequest, TAnswer>(ITestHarness harness, TRequest request)
        where TRequest : class where TAnswer : class
    {
        var answer = await harness.GetRequestClient<TRequest>().GetResponse<TAnswer>(request, TestContext.Current.CancellationToken);
        return answer.Message;
    }
}
