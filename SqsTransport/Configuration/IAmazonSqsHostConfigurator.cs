using Amazon.Runtime;
using Amazon.SQS;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>Configures how SQS is reached.</summary>
public interface IAmazonSqsHostConfigurator
{
    /// <summary>The access key; with <see cref="SecretKey"/>. Without keys or credentials the SDK looks for them in its usual places.</summary>
    void AccessKey(string accessKey);

    /// <summary>The secret key; with <see cref="AccessKey"/>.</summary>
    void SecretKey(string secretKey);

    /// <summary>Credentials, in place of <see cref="AccessKey"/> and <see cref="SecretKey"/>. The SDK renews those that expire.</summary>
    void Credentials(AWSCredentials credentials);

    /// <summary>Sets the scope, which becomes part of the bus's addresses.</summary>
    void Scope(string scope, bool scopeTopics = false);

    /// <summary>The client's configuration: region or service URL, retries, time-outs.</summary>
    void Config(AmazonSQSConfig? config);

    /// <summary>Chooses which headers become message attributes. All headers travel in the body's envelope.</summary>
    void AllowTransportHeader(AllowTransportHeader? allowTransportHeader);
}
