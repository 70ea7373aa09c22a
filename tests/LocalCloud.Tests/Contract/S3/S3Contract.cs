using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract.S3;

/// <summary>What S3 does, as the AWS SDK sees it: what all parts of the contract need.</summary>
public abstract class S3Contract(Backend backend) : IAsyncLifetime
{
    protected Backend Backend => backend;

    /// <summary>A bucket of the test's own.</summary>
    protected string Bucket { get; } = $"contract-{Guid.NewGuid():N}";

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IAmazonS3 S3 => Backend.S3;

    public async ValueTask InitializeAsync()
    {
        if (Backend.IsAvailable)
            await S3.PutBucketAsync(Bucket, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (Backend.IsAvailable)
        {
            var keys = new List<string>();
            await foreach (var stored in S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Bucket }).S3Objects)
                keys.Add(stored.Key);
            foreach (var key in keys)
                await S3.DeleteObjectAsync(Bucket, key, CancellationToken.None);
            await S3.DeleteBucketAsync(Bucket, CancellationToken.None);
        }

        GC.SuppressFinalize(this);
    }

    protected static MemoryStream Bytes(int count)
    {
        var data = new byte[count];
        new Random(1).NextBytes(data);
        return new MemoryStream(data);
    }

    protected static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var copy = new MemoryStream();
        await response.ResponseStream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    protected static async Task CodeAsync(string code, Task call) => Assert.Equal(code, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call)).ErrorCode);

    protected static async Task StatusAsync(HttpStatusCode status, Task call) =>
        Assert.Equal(status, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call)).StatusCode);

    protected Task<PutObjectResponse> PutAsync(string key, string content) =>
        S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content }, Cancellation);
}
