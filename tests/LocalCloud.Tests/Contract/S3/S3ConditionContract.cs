using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract.S3;

/// <summary>Reads and writes on a condition.</summary>
public abstract class S3ConditionContract(Backend backend) : S3Contract(backend)
{
    [Fact]
    public async Task Of_many_conditional_creations_one_wins()
    {
        Backend.Require();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            try
            {
                await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "once", ContentBody = $"{i}", IfNoneMatch = "*" }, Cancellation);
                return "created";
            }
            catch (AmazonS3Exception error)
            {
                return error.ErrorCode;
            }
        }));

        Assert.Single(outcomes, "created");
        Assert.All(outcomes.Where(outcome => outcome != "created"), outcome => Assert.Contains(outcome, new[] { "PreconditionFailed", "ConditionalRequestConflict" }));
    }

    [Fact]
    public async Task Of_many_conditional_changes_one_wins()
    {
        Backend.Require();
        var first = await PutAsync("shared", "0");
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            try
            {
                await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "shared", ContentBody = $"{i}", IfMatch = first.ETag }, Cancellation);
                return 1;
            }
            catch (AmazonS3Exception)
            {
                return 0;
            }
        }));

        Assert.Equal(1, outcomes.Sum());
        await CodeAsync("NoSuchKey", S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "none", ContentBody = "x", IfMatch = first.ETag }, Cancellation));
    }

    [Fact]
    public async Task Deleting_may_be_conditional_too()
    {
        Backend.Require();
        var old = await PutAsync("k", "1");
        var current = await PutAsync("k", "2");
        await CodeAsync("PreconditionFailed", S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = "k", IfMatch = old.ETag }, Cancellation));
        await S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = "k", IfMatch = current.ETag }, Cancellation);

        await CodeAsync("NoSuchKey", S3.GetObjectAsync(Bucket, "k", Cancellation));
        await S3.DeleteObjectAsync(Bucket, "k", Cancellation);
    }

    [Fact]
    public async Task Reads_may_be_conditional()
    {
        Backend.Require();
        var put = await PutAsync("k", "1");
        await StatusAsync(HttpStatusCode.NotModified, S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToNotMatch = put.ETag }, Cancellation));
        await StatusAsync(HttpStatusCode.PreconditionFailed, S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToMatch = "\"0\"" }, Cancellation));
        await StatusAsync(HttpStatusCode.NotModified, S3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "k", ModifiedSinceDate = DateTime.UtcNow.AddMinutes(5) }, Cancellation));
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "k", EtagToMatch = put.ETag }, Cancellation);
        Assert.Equal(1, got.ContentLength);
    }
}
