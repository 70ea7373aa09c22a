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
    private readonly DataFolder _folder;
    private readonly FileJournal? _journal;
    private readonly QueueDirectory _queues;
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
        _sqs = new SqsService(_queues, new StaleCounts(options.Clock), journal, options.Clock);
        _instances = new InstanceFleet(options, loggers.CreateLogger<InstanceFleet>());
        var s3 = new S3Endpoint(new BucketStore(folder.PathOf("s3"), options.Clock, folder.IsKept), options.Clock);
        _app = Build(options, new Router(new SqsEndpoint(_sqs), s3, new Ec2Endpoint(_instances)));
    }

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
