using Amazon.S3;
using FaceRec.Messages;
using FaceRec.Recognition.Consumers;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Work;

/// <summary>
/// The worker's life: warms the networks and loads the gallery, only then takes messages, reports while it works, and drains
/// when it is asked to or when the process is told to stop.
/// </summary>
internal sealed partial class FaceWorker(
    IBusControl bus, IReceiveEndpointConnector connector, FaceEngine engine, LiveGallery gallery, Workload workload, WorkerIdentity identity,
    Queues queues, TimeProvider clock, IOptions<RecognitionOptions> options, ILogger<FaceWorker> logger) : BackgroundService
{
    // What an S3 that is starting or being set up needs to be ready.
    private static readonly TimeSpan StoragePoll = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _draining = new(1);
    private HostReceiveEndpointHandle? _endpoint;
    private WorkerState _state = WorkerState.Ready;

    public WorkerState State => _state;

    /// <summary>Ends when the worker takes messages.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Takes no more messages and returns when those in hand are finished.</summary>
    public async Task DrainAsync(string reason, CancellationToken cancellationToken)
    {
        await _draining.WaitAsync(cancellationToken);
        try
        {
            if (_state == WorkerState.Drained)
                return;
            _state = WorkerState.Draining;
            Log.Draining(logger, reason);
            await ReportAsync(cancellationToken);
            if (_endpoint is { } endpoint)
                await endpoint.StopAsync(cancellationToken);
            _state = WorkerState.Drained;
            Log.Drained(logger, workload.Completed);
            await ReportAsync(cancellationToken);
            await TellAutoscalerAsync(new WorkerDrained { InstanceId = identity.InstanceId, DrainedAt = clock.GetUtcNow() }, cancellationToken);
        }
        finally
        {
            _draining.Release();
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A broken model or gallery fails the start, with the file's name.
        await Task.WhenAll(Task.Run(engine.WarmUp, cancellationToken), LoadGalleryAsync(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await DrainAsync("the process was told to stop", cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _draining.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        if (await ConnectAsync(stoppingToken) is not { } endpoint)
            return;
        await endpoint.Ready.WaitAsync(stoppingToken);
        _connected.TrySetResult();
        Log.Ready(logger, identity.InstanceId, options.Value.SlotCount, engine.Manifest.Identity);
        await ReportAsync(stoppingToken);

        using var timer = new PeriodicTimer(options.Value.ReportInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ReportAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // Buckets are made by whoever sets the installation up, who may be a moment behind us.
    private async Task LoadGalleryAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(StoragePoll, clock);
        do
        {
            try
            {
                await gallery.LoadAsync(cancellationToken);
                return;
            }
            catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchBucket")
            {
                Log.NoBucket(logger, missing.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // Null where the worker was drained before it took anything.
    private async Task<HostReceiveEndpointHandle?> ConnectAsync(CancellationToken cancellationToken)
    {
        await _draining.WaitAsync(cancellationToken);
        try
        {
            if (_state != WorkerState.Ready)
                return null;
            _endpoint = connector.ConnectReceiveEndpoint(queues.Recognition, (context, endpoint) =>
            {
                endpoint.ConcurrentMessageLimit = options.Value.SlotCount;
                endpoint.PrefetchCount = options.Value.SlotCount;
                if (endpoint is IAmazonSqsReceiveEndpointConfigurator sqs)
                {
                    var visibility = (int)options.Value.VisibilityTimeout.TotalSeconds;
                    sqs.MaxVisibilityTimeoutRenewal = visibility;
                    sqs.QueueAttributes["VisibilityTimeout"] = visibility;
                }
                endpoint.ConfigureConsumer<RecognizeFacesConsumer>(context);
                endpoint.ConfigureConsumer<EnrollFaceConsumer>(context);
                endpoint.ConfigureConsumer<DetectFacesConsumer>(context);
                endpoint.ConfigureConsumer<VerifyFacesConsumer>(context);
            });
            return _endpoint;
        }
        finally
        {
            _draining.Release();
        }
    }

    private Task ReportAsync(CancellationToken cancellationToken) => TellAutoscalerAsync(new WorkerReported
    {
        InstanceId = identity.InstanceId,
        State = _state,
        Slots = options.Value.SlotCount,
        Busy = workload.Busy,
        Completed = workload.Completed,
        ServiceSeconds = workload.ServiceSeconds,
        Taken = workload.Taken.Collect(),
        ControlQueue = identity.ControlQueue,
        StartedAt = _startedAt,
        ReportedAt = clock.GetUtcNow(),
    }, cancellationToken);

    // A worker that cannot be heard works on, and drains all the same.
    private async Task TellAutoscalerAsync<T>(T message, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var autoscaler = await bus.GetSendEndpoint(new Uri($"queue:{queues.Autoscaler}"));
            await autoscaler.Send(message, cancellationToken);
        }
        catch (Exception e) when (AwsFailures.Includes(e) || e is TransportException)
        {
            Log.NotTold(logger, typeof(T).Name, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Worker {InstanceId} is ready: {Slots} pictures at once, model {Model}.")]
        public static partial void Ready(ILogger logger, string instanceId, int slots, string model);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The gallery's bucket does not exist yet, so this worker waits for it: {Reason}")]
        public static partial void NoBucket(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Autoscaler could not be told ({Message}): {Failure}")]
        public static partial void NotTold(ILogger logger, string message, string failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "Draining: {Reason}")]
        public static partial void Draining(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Drained after {Completed} pictures.")]
        public static partial void Drained(ILogger logger, long completed);
    }
}
