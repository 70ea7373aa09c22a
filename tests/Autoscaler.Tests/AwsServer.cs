using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using FaceRec.Autoscaler.Tests;
using FaceRec.LocalCloud;
using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Options;

[assembly: AssemblyFixture(typeof(AwsServer))]

namespace FaceRec.Autoscaler.Tests;

/// <summary>One AWS for the assembly. Its instances are processes that do nothing until they are told to end. Every test has an installation ID of its own.</summary>
public sealed class AwsServer : IAsyncLifetime
{
    public const string Image = "ami-idle";

    static readonly BasicAWSCredentials Credentials = new("test", "test");

    public LocalAws Aws { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Aws = await LocalAws.StartAsync(new LocalAwsOptions
    {
        Images = new Dictionary<string, LocalImage> { [Image] = new("sleep", ["600"], new Dictionary<string, string>()) },
    });

    public ValueTask DisposeAsync() => Aws.DisposeAsync();

    /// <param name="retries">The SDK's own; the fleet has none.</param>
    public AmazonEC2Client Ec2(int retries = 0) =>
        new(Credentials, new AmazonEC2Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = retries });

    public AmazonS3Client S3() =>
        new(Credentials, new AmazonS3Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    public static string NewId() => $"t{Guid.NewGuid():N}"[..12];

    public static IOptions<InstallationOptions> Installation(string id) => Options.Create(new InstallationOptions { Id = id });
}
