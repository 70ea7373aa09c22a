using Amazon.Runtime;
using Amazon.SQS;
using FaceRec.LocalCloud;
using SqsTransport.Tests;

[assembly: AssemblyFixture(typeof(SqsServer))]
[assembly: AssemblyFixture(typeof(MotoServer))]

namespace SqsTransport.Tests;

/// <summary>One SQS for the whole assembly, in this process and spoken to over HTTP. Every test uses queues of its own.</summary>
public class SqsServer : IAsyncLifetime
{
    private LocalAws? _aws;
    private AmazonSQSClient? _client;
    private Uri? _endpoint;

    public static BasicAWSCredentials Credentials { get; } = new("test", "test");

    public Uri Endpoint => _endpoint!;

    /// <summary>Why there is no such server here; null where there is.</summary>
    public string? Absence { get; private set; }

    /// <summary>How many messages are many for this server.</summary>
    public virtual int Many => 500;

    /// <summary>A client of the tests' own, to look at what the transport did.</summary>
    public IAmazonSQS Client => _client!;

    public AmazonSQSConfig Config() => new() { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };

    public async ValueTask InitializeAsync()
    {
        (_endpoint, Absence) = await StartAsync();
        if (_endpoint is not null)
            _client = new AmazonSQSClient(Credentials, Config());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual async Task<(Uri? Endpoint, string? Absence)> StartAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions { QueueNameCooldown = TimeSpan.Zero });
        return (_aws.Endpoint, null);
    }

    protected virtual async Task StopAsync()
    {
        if (_aws is not null)
            await _aws.DisposeAsync();
    }
}
