using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FaceRec.Gateway;

/// <summary>Healthy while the bucket for pictures answers.</summary>
internal sealed class StorageCheck(IAmazonS3 s3, Buckets buckets) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = buckets.Input, MaxKeys = 1 }, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (AwsFailures.Includes(e))
        {
            return HealthCheckResult.Unhealthy($"Bucket {buckets.Input} does not answer: {e.Message}");
        }
    }
}
