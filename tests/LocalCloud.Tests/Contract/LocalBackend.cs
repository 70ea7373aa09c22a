using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>LocalCloud, in memory and in this process.</summary>
public sealed class LocalBackend : Backend
{
    private LocalAws? _aws;

    public LocalAws Aws => _aws!;

    protected override AWSCredentials Credentials { get; } = new BasicAWSCredentials("local", "local-secret");

    protected override Uri Endpoint => Aws.Endpoint;

    public override async ValueTask InitializeAsync() =>
        _aws = await LocalAws.StartAsync(new LocalAwsOptions(), TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
