using Amazon.S3;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Consumers;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRec.Recognition.Tests.Consumers;

/// <summary>A worker's consumers on the in-memory bus, with its buckets in memory too.</summary>
internal sealed class WorkBench : IAsyncDisposable
{
    public const string Collection = "staff";

    private readonly ServiceProvider _services;
    private readonly ITestHarness _harness;

    private WorkBench(ServiceProvider services, MemoryS3 s3) => (_services, _harness, S3) = (services, services.GetRequiredService<ITestHarness>(), s3);

    public MemoryS3 S3 { get; }
    public ITestHarness Harness => _harness;
    public GalleryStore Store => _services.GetRequiredService<GalleryStore>();
    public GalleryEditor Editor => _services.GetRequiredService<GalleryEditor>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<WorkBench> StartAsync(EngineFixture fixture, Action<RecognitionOptions>? options = null, MemoryS3? s3 = null)
    {
        s3 ??= new MemoryS3();
        var services = new ServiceCollection()
            .AddSingleton<IAmazonS3>(s3)
            .AddSingleton(new Buckets("test"))
            .AddSingleton(new Queues("test"))
            .AddGallery()
            .AddSingleton(fixture.Engine)
            .AddSingleton<LiveGallery>()
            .AddSingleton<PictureBucket>()
            .AddSingleton<Enrollment>()
            .AddSingleton<Workload>()
            .AddSingleton<WorkerIdentity>()
            .AddSingleton<FaceWorker>()
            .Configure<RecognitionOptions>(settings =>
            {
                // Redelivery needs a transport that can delay.
                settings.RetryDelay = TimeSpan.Zero;
                options?.Invoke(settings);
            })
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                bus.AddConsumer<RecognizeFacesConsumer, FaceWorkDefinition<RecognizeFacesConsumer>>();
                bus.AddConsumer<EnrollFaceConsumer, FaceWorkDefinition<EnrollFaceConsumer>>();
                bus.AddConsumer<DetectFacesConsumer, FaceWorkDefinition<DetectFacesConsumer>>();
                bus.AddConsumer<VerifyFacesConsumer, FaceWorkDefinition<VerifyFacesConsumer>>();
                bus.AddConsumer<DrainWorkerConsumer>();
            })
            .BuildServiceProvider();
        var bench = new WorkBench(services, s3);
        await bench._harness.Start();
        return bench;
    }

    public async Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request) where TRequest : class where TAnswer : class =>
        (await _harness.GetRequestClient<TRequest>().GetResponse<TAnswer>(request, TestContext.Current.CancellationToken)).Message;

    public Task<FaceEnrolled> EnrollAsync(byte[] picture, string person, int? face = null, params string[] accept) =>
        AskAsync<EnrollFace, FaceEnrolled>(Enrollment(picture, person, face, accept));

    public Task<FaceEnrolled> ReplaceAsync(byte[] picture, string person, int face, string replaces) =>
        AskAsync<EnrollFace, FaceEnrolled>(Enrollment(picture, person, face) with { Replaces = replaces });

    public Task<PictureRejected> FailToEnrollAsync(byte[] picture, string person, int? face = null) =>
        AskAsync<EnrollFace, PictureRejected>(Enrollment(picture, person, face));

    public Task<FacesRecognized> RecognizeAsync(byte[] picture, long version = 0) => AskAsync<RecognizeFaces, FacesRecognized>(Recognition(picture, version));

    public RecognizeFaces Recognition(byte[] picture, long version = 0) =>
        new() { RecognitionId = Guid.NewGuid(), PictureKey = Upload(picture), Collection = Collection, GalleryVersion = version };

    /// <summary>Puts a picture into the input bucket.</summary>
    public string Upload(byte[] picture)
    {
        var key = ObjectKeys.Picture(Guid.NewGuid());
        S3.Put($"test-in-bucket/{key}", picture);
        return key;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        S3.Dispose();
    }

    private EnrollFace Enrollment(byte[] picture, string person, int? face, params string[] accept) =>
        new() { EnrollmentId = Guid.NewGuid(), PictureKey = Upload(picture), Collection = Collection, Person = person, FaceIndex = face, Accept = accept };
}
