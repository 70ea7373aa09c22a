using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>How SQS is reached.</summary>
/// <param name="Host">The region, or a name for an endpoint that is not AWS.</param>
/// <param name="Scope">The scope of the bus's addresses, or "/".</param>
public sealed record AmazonSqsHostSettings(string Host, string Scope = "/")
{
    /// <summary>Null leaves it to the SDK to find credentials.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Null uses the region that <see cref="Host"/> names.</summary>
    public AmazonSQSConfig? Config { get; init; }

    /// <summary>Which headers become message attributes; null means all.</summary>
    public AllowTransportHeader? AllowTransportHeader { get; init; }

    /// <summary>True puts the scope before the names of topics.</summary>
    public bool ScopeTopics { get; init; }

    /// <summary>The host's address.</summary>
    public Uri HostAddress => new AmazonSqsHostAddress(Host, Scope);

    internal IAmazonSQS CreateClient()
    {
        var config = Config ?? new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(Host) };
        return Credentials == null ? new AmazonSQSClient(config) : new AmazonSQSClient(Credentials, config);
    }
}
