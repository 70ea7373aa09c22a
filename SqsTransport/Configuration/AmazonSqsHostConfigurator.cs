using Amazon.Runtime;
using Amazon.SQS;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class AmazonSqsHostConfigurator : IAmazonSqsHostConfigurator
{
    string? _accessKey;
    string? _secretKey;

    public AmazonSqsHostConfigurator(Uri address)
    {
        var host = new AmazonSqsHostAddress(address);
        Settings = new AmazonSqsHostSettings(host.Host, host.Scope);

        var keys = address.UserInfo.Split(':');
        if (keys.Length == 2)
        {
            AccessKey(Uri.UnescapeDataString(keys[0]));
            SecretKey(Uri.UnescapeDataString(keys[1]));
        }
    }

    public AmazonSqsHostSettings Settings { get; private set; }

    public void AccessKey(string accessKey)
    {
        _accessKey = accessKey;
        UseKeys();
    }

    public void SecretKey(string secretKey)
    {
        _secretKey = secretKey;
        UseKeys();
    }

    public void Credentials(AWSCredentials credentials) => Settings = Settings with { Credentials = credentials };
    public void Scope(string scope, bool scopeTopics) => Settings = Settings with { Scope = scope, ScopeTopics = scopeTopics };
    public void Config(AmazonSQSConfig? config) => Settings = Settings with { Config = config };

    public void AllowTransportHeader(AllowTransportHeader? allowTransportHeader)
        => Settings = Settings with { AllowTransportHeader = allowTransportHeader };

    void UseKeys()
    {
        if (!string.IsNullOrEmpty(_accessKey) && !string.IsNullOrEmpty(_secretKey))
            Credentials(new BasicAWSCredentials(_accessKey, _secretKey));
    }
}
