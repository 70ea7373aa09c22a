using System.Net.Sockets;
using Amazon.Runtime;

namespace FaceRec.ServiceDefaults;

/// <summary>Failures of AWS, told from defects of ours.</summary>
public static class AwsFailures
{
    /// <summary>The ways in which the AWS SDK reports that a call did not succeed.</summary>
    public static bool Includes(Exception e) =>
        e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException || IsLostConnection(e);

    /// <summary>A connection that was cut off, which the SDK hands on as the socket reports it.</summary>
    public static bool IsLostConnection(Exception e) => e is IOException { InnerException: SocketException };
}
