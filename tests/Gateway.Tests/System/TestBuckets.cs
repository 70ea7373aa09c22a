using Amazon.Runtime;
using Amazon.S3;
using FaceRec.LocalCloud;
using FaceRec.Messages;

namespace FaceRec.Gateway.Tests;

/// <summary>The buckets of an installation on a local AWS.</summary>
internal static class TestBuckets
{
    public static AmazonS3Client Client(LocalAws aws) =>
        new(new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true, MaxErrorRetry = 0 });

    public static async Task CreateAsync(LocalAws aws, string id)
    {
        using var s3 = Client(aws);
        foreach (var bucket in new[] { new Buckets(id).Input, new Buckets(id).Output })
        {
            try
            {
                await s3.PutBucketAsync(bucket, TestContext.Current.CancellationToken);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode is "BucketAlreadyOwnedByYou")
            {
            }
        }
    }
}
