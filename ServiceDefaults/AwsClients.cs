using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace FaceRec.ServiceDefaults;

/// <summary>Makes AWS clients that talk to AWS, or to the one address that the installation names.</summary>
public static class AwsClients
{
    /// <summary>Points a client's configuration at the installation's AWS.</summary>
    public static TConfig For<TConfig>(this InstallationOptions options, TConfig config) where TConfig : ClientConfig
    {
        config.MaxErrorRetry = options.AwsRetries;
        // Either a region or an address: the SDK lets whichever was set last win, and a region set after an address would go to AWS.
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.ToString();
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        return config;
    }

    public static AmazonSQSConfig SqsConfig(this InstallationOptions options) => options.For(new AmazonSQSConfig
    {
        // Longer than the longest long poll, which is 20 s.
        Timeout = TimeSpan.FromSeconds(30),
    });

    public static AmazonS3Config S3Config(this InstallationOptions options) => options.For(new AmazonS3Config
    {
        // Bucket names in host names do not resolve on loopback.
        ForcePathStyle = options.ServiceUrl is not null,
        Timeout = TimeSpan.FromSeconds(30),
    });
}
