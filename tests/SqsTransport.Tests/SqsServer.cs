using Amazon.Runtime;
using Amazon.SQS;
using FaceRec.LocalCloud;
using SqsTransport.Tests;

[assembly: AssemblyFixture(typeof(SqsServer))]

namespace SqsTransport.Tests;

/// <summary>One SQS for the whole assembly, in this process and spoken to over HTTP. Every test uses queues of its own.</summary>
public sealed class SqsServer : IAsyncLifetime
{
    private LocalAws? _aws;
    private AmazonSQSClient? _client;

    public static BasicAWSCredentials Credentials { get; } = new("test", "test");

    public Uri Endpoint => _aws!.Endpoint;

    /// <summary>A client of the tests' own, to look at what the transport did.</summary>
    public IAmazonSQS Client => _client!;

    public AmazonSQSConfig Config() => new() { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions { QueueNameCooldown = TimeSpan.Zero });
        _client = new AmazonSQSClient(Credentials, Config());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_aws is not null)
            await _aws.DisposeAsync();
    }
}
