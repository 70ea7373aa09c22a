using Amazon.EC2;
using FaceRec.ServiceDefaults;

namespace FaceRec.Autoscaler;

internal static class Ec2ClientConfig
{
    /// <summary>EC2 without the SDK's retries: <see cref="FleetBreaker"/> retries, and must see each failure.</summary>
    public static AmazonEC2Config Ec2Config(this InstallationOptions options)
    {
        var config = options.For(new AmazonEC2Config { Timeout = TimeSpan.FromSeconds(30) });
        config.MaxErrorRetry = 0;
        return config;
    }
}
