using FaceRec.Gallery;
using FaceRec.Recognition;
using FaceRec.Recognition.Consumers;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

ServiceBuilder.LoadDotEnv();
var builder = Host.CreateApplicationBuilder(GalleryCommand.IsMeant(args) ? [] : args);
builder.AddServiceDefaults("Recognition", new Dictionary<string, (string, SettingUnit)>
{
    ["MAX_RETRIES"] = ("Recognition:MaxRetries", SettingUnit.Plain),
    ["RETRY_DELAY"] = ("Recognition:RetryDelay", SettingUnit.Seconds),
    ["VISIBILITY_TIMEOUT"] = ("Recognition:VisibilityTimeout", SettingUnit.Seconds),
    ["INSTANCE_ID"] = ("Recognition:InstanceId", SettingUnit.Plain),
});
builder.Services.AddOptions<RecognitionOptions>().BindConfiguration("Recognition").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<EngineOptions>().BindConfiguration("Engine").ValidateDataAnnotations().ValidateOnStart();

builder.Services.AddGallery();
builder.Services.AddSingleton(services => new FaceEngine(services.GetRequiredService<IOptions<EngineOptions>>().Value));
builder.Services.AddSingleton<LiveGallery>();
builder.Services.AddSingleton<PictureBucket>();
builder.Services.AddSingleton<Enrollment>();
builder.Services.AddSingleton<Workload>();
builder.Services.AddSingleton<WorkerIdentity>();
builder.Services.AddSingleton<FaceWorker>();

builder.Services.AddSqsBus(
    bus =>
    {
        bus.AddConsumer<RecognizeFacesConsumer, FaceWorkDefinition<RecognizeFacesConsumer>>();
        bus.AddConsumer<EnrollFaceConsumer, FaceWorkDefinition<EnrollFaceConsumer>>();
        bus.AddConsumer<DetectFacesConsumer, FaceWorkDefinition<DetectFacesConsumer>>();
        bus.AddConsumer<VerifyFacesConsumer, FaceWorkDefinition<VerifyFacesConsumer>>();
        bus.AddConsumer<DrainWorkerConsumer>();
    },
    (context, sqs, _) => sqs.ReceiveEndpoint(context.GetRequiredService<WorkerIdentity>().ControlQueue, endpoint =>
    {
        endpoint.AutoDelete = true;
        endpoint.Durable = false;
        endpoint.ConfigureConsumer<DrainWorkerConsumer>(context);
    }));
// After MassTransit, so that it stops before it: draining sends messages.
builder.Services.AddHostedService(services => services.GetRequiredService<FaceWorker>());

builder.Services.AddSingleton<SnapshotWriter>();
builder.Services.AddHostedService(services => services.GetRequiredService<SnapshotWriter>());
builder.Services.AddSingleton<GalleryReembedding>();
if (SpotNotices.CanBeWatched)
    builder.Services.AddHostedService<SpotNotices>();

// The engine computes on pool threads: without spare ones, as many pictures as cores would hold up every timer and network answer.
ThreadPool.SetMinThreads(Environment.ProcessorCount * 2 + 8, Environment.ProcessorCount + 8);
using var host = builder.Build();
if (GalleryCommand.IsMeant(args))
    return await GalleryCommand.RunAsync(args, host.Services, CancellationToken.None);
return await host.RunServiceAsync();
