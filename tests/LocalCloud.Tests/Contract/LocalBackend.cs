using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>LocalCloud, in memory and in this process.</summary>
public sealed class LocalBackend : Backend
{
    private LocalAws? _aws;

    public LocalAws Aws => _aws!;

    protected override IReadOnlyDictionary<string, string> KnownDifferences { get; } = new Dictionary<string, string>
    {
        [nameof(S3Contract.A_presigned_address_works_until_it_expires_or_is_changed)] = "LocalCloud does not check signatures.",
    };

    protected override AWSCredentials Credentials { get; } = new BasicAWSCredentials("local", "local-secret");

    protected override Uri Endpoint => Aws.Endpoint;

    public override Task UntilNobodyPollsAsync(string queueUrl) => Eventually.TrueAsync(() => Aws.CountPollers(queueUrl[(queueUrl.LastIndexOf('/') + 1)..]) == 0);

    public override async ValueTask InitializeAsync() =>
        _aws = await LocalAws.StartAsync(new LocalAwsOptions(), TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
