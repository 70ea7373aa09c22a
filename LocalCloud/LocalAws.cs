using System.Net;
using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.Http;
using FaceRec.LocalCloud.S3;
using FaceRec.LocalCloud.Sqs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRec.LocalCloud;

/// <summary>SQS, S3 and EC2 on one loopback port, inside this process.</summary>
public sealed class LocalAws : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SqsService _sqs;
    private readonly QueueDirectory _queues;

    private readonly InstanceFleet _instances;
    private readonly string? _temporaryFolder;

    private LocalAws(WebApplication app, SqsService sqs, QueueDirectory queues, InstanceFleet instances, string? temporaryFolder)
    {
        _instances = instances;
        _temporaryFolder = temporaryFolder;
        _app = app;
        _sqs = sqs;
        _queues = queues;
        Endpoint = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>What AWS_ENDPOINT_URL or an SDK's ServiceURL is set to.</summary>
    public Uri Endpoint { get; }

    public static async Task<LocalAws> StartAsync(LocalAwsOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalAwsOptions();
        var journal = NoJournal.Instance;
        var queues = new QueueDirectory(options.Clock, journal, options.QueueNameCooldown);
        var staleCounts = new StaleCounts(options.Clock);
        var sqs = new SqsService(queues, staleCounts, journal, options.Clock);
        var instances = new InstanceFleet(options, (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<InstanceFleet>());
        var folder = options.DataFolder ?? Directory.CreateTempSubdirectory("localcloud-").FullName;
        var s3 = new S3Endpoint(new BucketStore(Path.Combine(folder, "s3"), options.Clock, options.DataFolder is not null), options.Clock);
        var router = new Router(new SqsEndpoint(sqs), s3, new Ec2Endpoint(instances));

        // Empty: what listens here is decided by the options alone, not by settings files or variables meant for another server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (options.LoggerFactory is { } loggerFactory)
            builder.Services.Replace(ServiceDescriptor.Singleton(loggerFactory));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            // The services set the limits that AWS has; S3 takes 5 GB in one request.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        app.Run(router.HandleAsync);
        await app.StartAsync(cancellationToken);
        return new LocalAws(app, sqs, queues, instances, options.DataFolder is null ? folder : null);
    }

    /// <summary>How many receivers wait at a queue at this moment; 0 for a queue that does not exist.</summary>
    public int CountPollers(string queueName) => _queues.Find(queueName)?.Pollers ?? 0;

    /// <summary>Instances that EC2 has room for; beyond it launches fail with InsufficientInstanceCapacity.</summary>
    public int InstanceCapacity
    {
        get => _instances.Capacity;
        set => _instances.Capacity = value;
    }

    /// <summary>Ends an instance's process at once, as a crash of the machine would.</summary>
    public void CrashInstance(string instanceId) => _instances.Crash(instanceId);

    public async ValueTask DisposeAsync()
    {
        await _instances.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _sqs.DisposeAsync();
        if (_temporaryFolder is not null)
            Directory.Delete(_temporaryFolder, recursive: true);
    }
}
