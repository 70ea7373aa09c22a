using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>LocalCloud, in memory and in this process, with signatures checked.</summary>
public sealed class LocalBackend : Backend
{
    private const string KeyId = "AKIALOCALCONTRACT";
    private const string Secret = "a secret/of+its own";

    // A process that does nothing for longer than the tests take.
    private static readonly LocalImage Sleeper = new("sleep", ["600"]);

    private LocalAws? _aws;

    public LocalAws Aws => _aws!;

    protected override AWSCredentials Credentials { get; } = new BasicAWSCredentials(KeyId, Secret);

    protected override Uri Endpoint => Aws.Endpoint;

    public override Task<string> FindImageAsync() => Task.FromResult("ami-contract");

    public override Task UntilNobodyPollsAsync(string queueUrl) => Eventually.TrueAsync(() => Aws.CountPollers(queueUrl[(queueUrl.LastIndexOf('/') + 1)..]) == 0);

    public override async ValueTask InitializeAsync() => _aws = await LocalAws.StartAsync(
        new LocalAwsOptions
        {
            AccessKeys = new Dictionary<string, string> { [KeyId] = Secret },
            Images = new Dictionary<string, LocalImage> { ["ami-contract"] = Sleeper },
            BootDelay = TimeSpan.FromMilliseconds(100),
        },
        TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
