using Amazon.Runtime;
using Amazon.SQS;
using FaceRec.ErrorQueues.Tests;
using FaceRec.LocalCloud;

[assembly: AssemblyFixture(typeof(SqsServer))]

namespace FaceRec.ErrorQueues.Tests;

/// <summary>One SQS for all tests, spoken to over HTTP. Every test has queues of its own.</summary>
public sealed class SqsServer : IAsyncLifetime
{
    private LocalAws? _aws;

    public static BasicAWSCredentials Credentials { get; } = new("test", "test");

    public AmazonSQSConfig Config() => new() { ServiceURL = _aws!.Endpoint.ToString(), AuthenticationRegion = "us-east-1" };

    public AmazonSQSClient Client() => new(Credentials, Config());

    public async ValueTask InitializeAsync() => _aws = await LocalAws.StartAsync(new LocalAwsOptions { QueueNameCooldown = TimeSpan.Zero });

    public async ValueTask DisposeAsync()
    {
        if (_aws is not null)
            await _aws.DisposeAsync();
    }
}
