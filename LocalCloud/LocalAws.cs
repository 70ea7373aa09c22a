using System.Net;
using FaceRec.LocalCloud.Control;
using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.Http;
using FaceRec.LocalCloud.S3;
using FaceRec.LocalCloud.Signing;
using FaceRec.LocalCloud.Sqs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRec.LocalCloud;

/// <summary>SQS, S3 and EC2 on one loopback port, inside this process.</summary>
public sealed class LocalAws : IAsyncDisposable
{
    // Requests that take longer are long polls, which wait for nothing any more, or in the black hole of a fault.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private readonly DataFolder _folder;
    private readonly FileJournal? _journal;
    private readonly QueueDirectory _queues;
    private readonly BucketStore _buckets;
    private readonly StaleCounts _staleCounts;
    private readonly SqsService _sqs;
    private readonly InstanceFleet _instances;
    private readonly WebApplication _app;

    private LocalAws(DataFolder folder, LocalAwsOptions options)
    {
        var loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
        _folder = folder;
        _journal = folder.IsKept ? new FileJournal(folder.PathOf("sqs"), loggers.CreateLogger<FileJournal>(), options.MinimumCompactedJournal) : null;
        var journal = (IQueueJournal?)_journal ?? NoJournal.Instance;
        _queues = new QueueDirectory(options.Clock, journal, options.QueueNameCooldown);
        _queues.Restore(_journal?.Earlier ?? []);
        _journal?.Begin(_queues.List);
        _staleCounts = new StaleCounts(options.Clock);
        _sqs = new SqsService(_queues, _staleCounts, journal, options.Clock);
        var ec2Folder = folder.IsKept ? folder.PathOf("ec2") : null;
        _instances = new InstanceFleet(options, ec2Folder, loggers.CreateLogger<InstanceFleet>());
        _buckets = new BucketStore(folder.PathOf("s3"), options.Clock, folder.IsKept);
        Faults = new LocalFaults(options.Random);
        _app = Build(options, new Router(
            new SqsEndpoint(_sqs),
            new S3Endpoint(_buckets, options.Clock),
            new Ec2Endpoint(_instances, new LaunchTemplates(options.Clock, ec2Folder)),
            new ControlEndpoint(Faults, _instances, _staleCounts),
            new SignatureCheck(options.AccessKeys, options.Clock),
            Faults,
            options.Clock,
            loggers.CreateLogger<Router>()));
    }

    /// <summary>What goes wrong on purpose.</summary>
    public LocalFaults Faults { get; }

    /// <summary>What AWS_ENDPOINT_URL or an SDK's ServiceURL is set to.</summary>
    public Uri Endpoint => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <exception cref="IOException">The port or the data folder is in use.</exception>
    /// <exception cref="InvalidDataException">What an earlier run left cannot be read.</exception>
    public static async Task<LocalAws> StartAsync(LocalAwsOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalAwsOptions();
        var folder = await DataFolder.OpenAsync(options, cancellationToken);
        LocalAws? aws = null;
        try
        {
            aws = new LocalAws(folder, options);
            await aws._app.StartAsync(cancellationToken);
            return aws;
        }
        catch
        {
            if (aws is null)
                folder.Dispose();
            else
                await aws.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many receivers wait at a queue at this moment; 0 for a queue that does not exist.</summary>
    public int CountPollers(string queueName) => _queues.Find(queueName)?.Pollers ?? 0;

    /// <summary>Creates a bucket, or finds it there already.</summary>
    public void CreateBucket(string name) => _buckets.Create(name);

    /// <summary>Instances that EC2 has room for; beyond it launches fail with InsufficientInstanceCapacity.</summary>
    public int InstanceCapacity
    {
        get => _instances.Capacity;
        set => _instances.Capacity = value;
    }

    /// <summary>Ends an instance's process at once, as a crash of the machine would.</summary>
    public void CrashInstance(string instanceId) => _instances.Crash(instanceId);

    /// <summary>Stops an instance's process in its tracks: it neither works nor ends.</summary>
    public void FreezeInstance(string instanceId) => _instances.Freeze(instanceId);

    /// <summary>Lets a frozen instance go on.</summary>
    public void ThawInstance(string instanceId) => _instances.Thaw(instanceId);

    /// <summary>Tells an instance through its metadata service that EC2 takes it back after the notice, two minutes on AWS, and then does so.</summary>
    public void InterruptInstance(string instanceId, TimeSpan notice) => _instances.Interrupt(instanceId, notice);

    /// <summary>Tells an instance through its metadata service that it is likely to be interrupted.</summary>
    public void RecommendRebalance(string instanceId) => _instances.RecommendRebalance(instanceId);

    /// <summary>Lets SQS repeat the next counts of each queue for a while, as the real one does at times.</summary>
    public void ShowStaleCounts(TimeSpan duration) => _staleCounts.Freeze(duration);

    public async ValueTask DisposeAsync()
    {
        await _instances.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _sqs.DisposeAsync();
        if (_journal is not null)
            await _journal.DisposeAsync();
        _folder.Dispose();
    }

    private static WebApplication Build(LocalAwsOptions options, Router router)
    {
        // Empty: what listens here is decided by the options alone, not by settings files or variables meant for another server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (options.LoggerFactory is { } loggerFactory)
            builder.Services.Replace(ServiceDescriptor.Singleton(loggerFactory));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopGrace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            // The services set the limits that AWS has; S3 takes 5 GB in one request.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Run(router.HandleAsync);
        return app;
    }
}
