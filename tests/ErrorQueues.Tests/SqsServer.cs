using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using FaceRec.ErrorQueues.Tests;
using FaceRec.LocalCloud;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SqsServer))]
// The tests wait more than they compute: a look ends with a poll of a second.
[assembly: Parallelization(MaxThreads = 8)]

namespace FaceRec.ErrorQueues.Tests;

/// <summary>One SQS and S3 for all tests, spoken to over HTTP. Every test has queues of its own.</summary>
public sealed class SqsServer : IAsyncLifetime
{
    private LocalAws? _aws;

    public static BasicAWSCredentials Credentials { get; } = new("test", "test");

    public AmazonSQSConfig Config() => new() { ServiceURL = _aws!.Endpoint.ToString(), AuthenticationRegion = "us-east-1" };

    public AmazonSQSClient Client() => new(Credentials, Config());

    public AmazonS3Client S3() => new(Credentials, new AmazonS3Config { ServiceURL = _aws!.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    public async ValueTask InitializeAsync() => _aws = await LocalAws.StartAsync(new LocalAwsOptions { QueueNameCooldown = TimeSpan.Zero });

    public async ValueTask DisposeAsync()
    {
        if (_aws is not null)
            await _aws.DisposeAsync();
    }
}
