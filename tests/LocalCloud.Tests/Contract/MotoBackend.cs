using Amazon.EC2.Model;
using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>moto, another author's reading of the same protocols, where its server is installed. One process for all contracts.</summary>
public sealed class MotoBackend : Backend
{
    private MotoProcess? _server;

    protected override string? Unavailable => _server is null ? MotoProcess.Absence : null;

    protected override AWSCredentials Credentials { get; } = new BasicAWSCredentials("testing", "testing");

    protected override Uri? Endpoint => _server?.Endpoint;

    protected override IReadOnlyDictionary<string, string> KnownDifferences => MotoDifferences.Known;

    public override async Task<string> FindImageAsync() =>
        (await Ec2.DescribeImagesAsync(new DescribeImagesRequest(), TestContext.Current.CancellationToken)).Images[0].ImageId;

    public override async ValueTask InitializeAsync() => _server = await MotoProcess.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
