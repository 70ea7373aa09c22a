using System.Runtime.CompilerServices;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SQS;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>Something that answers as AWS; the contract suite runs against each of them.</summary>
public abstract class Backend : IAsyncLifetime
{
    private readonly Lazy<IAmazonSQS> _sqs;
    private readonly Lazy<IAmazonS3> _s3;
    private readonly Lazy<IAmazonEC2> _ec2;
    private readonly Lazy<IAmazonSecurityTokenService> _sts;

    protected Backend()
    {
        _sqs = new Lazy<IAmazonSQS>(() => new AmazonSQSClient(Credentials, Configure(new AmazonSQSConfig { MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(30) })));
        _s3 = new Lazy<IAmazonS3>(() => new AmazonS3Client(Credentials, Configure(new AmazonS3Config { ForcePathStyle = true, MaxErrorRetry = 0 })));
        _ec2 = new Lazy<IAmazonEC2>(() => new AmazonEC2Client(Credentials, Configure(new AmazonEC2Config { MaxErrorRetry = 0 })));
        _sts = new Lazy<IAmazonSecurityTokenService>(() => new AmazonSecurityTokenServiceClient(Credentials, Configure(new AmazonSecurityTokenServiceConfig { MaxErrorRetry = 0 })));
    }

    public IAmazonSQS Sqs => _sqs.Value;

    public IAmazonS3 S3 => _s3.Value;

    public IAmazonEC2 Ec2 => _ec2.Value;

    public IAmazonSecurityTokenService Sts => _sts.Value;

    public bool IsAvailable => Unavailable is null;

    public Amazon.S3.Protocol PresignProtocol => Endpoint is null ? Amazon.S3.Protocol.HTTPS : Amazon.S3.Protocol.HTTP;

    /// <summary>Why tests cannot run here, or null.</summary>
    protected virtual string? Unavailable => null;

    /// <summary>Tests whose outcome differs from AWS here, each with the reason. A difference that is not listed fails.</summary>
    protected virtual IReadOnlyDictionary<string, string> KnownDifferences => new Dictionary<string, string>();

    protected abstract AWSCredentials Credentials { get; }

    /// <summary>Null is AWS itself.</summary>
    protected abstract Uri? Endpoint { get; }

    /// <summary>Called at the start of every contract test.</summary>
    public void Require([CallerMemberName] string test = "")
    {
        if (Unavailable is { } reason)
            Assert.Skip(reason);
        if (KnownDifferences.TryGetValue(test, out var difference))
            Assert.Skip($"Known difference: {difference}");
    }

    /// <summary>How long changes of instances may take.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(60);

    /// <summary>An image that instances can be made of.</summary>
    public abstract Task<string> FindImageAsync();

    /// <summary>Waits until the backend has noticed that receivers went away, where it can be asked.</summary>
    public virtual Task UntilNobodyPollsAsync(string queueUrl) => Task.CompletedTask;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        if (_sqs.IsValueCreated)
            Sqs.Dispose();
        if (_s3.IsValueCreated)
            S3.Dispose();
        if (_ec2.IsValueCreated)
            Ec2.Dispose();
        if (_sts.IsValueCreated)
            Sts.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected T Configure<T>(T config)
        where T : ClientConfig
    {
        if (Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = "us-east-1";
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1");
        }

        return config;
    }
}
