using Amazon.S3;
using Amazon.SQS;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The clients that a command works with.</summary>
internal sealed record AwsAccess(IAmazonSQS Sqs, IAmazonS3 S3) : IDisposable
{
    public void Dispose()
    {
        Sqs.Dispose();
        S3.Dispose();
    }
}
