using System.Security.Cryptography;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract.S3;

/// <summary>Uploads in parts.</summary>
public abstract class S3MultipartContract(Backend backend) : S3Contract(backend)
{
    [Fact]
    public async Task A_multipart_upload_becomes_one_object()
    {
        Backend.Require();
        var begun = await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "big", ContentType = "image/png" }, Cancellation);
        byte[][] parts = [RandomNumberGenerator.GetBytes(5 << 20), RandomNumberGenerator.GetBytes(1000)];
        List<PartETag> tags = [];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = await S3.UploadPartAsync(
                new UploadPartRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId, PartNumber = i + 1, InputStream = new MemoryStream(parts[i]) }, Cancellation);
            tags.Add(new PartETag(i + 1, part.ETag));
        }

        var listed = await S3.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId }, Cancellation);
        Assert.Equal([5L << 20, 1000L], listed.Parts.Select(part => part.Size!.Value));
        var done = await S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId, PartETags = tags }, Cancellation);
        using var got = await S3.GetObjectAsync(Bucket, "big", Cancellation);

        Assert.EndsWith("-2\"", done.ETag, StringComparison.Ordinal);
        Assert.Equal((done.ETag, "image/png"), (got.ETag, got.Headers.ContentType));
        Assert.Equal(parts.SelectMany(part => part), await ReadAsync(got));
        await CodeAsync("NoSuchUpload", S3.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId }, Cancellation));
    }

    [Fact]
    public async Task Parts_must_be_there_in_order_and_large_enough()
    {
        Backend.Require();
        var begun = await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = Bucket, Key = "big" }, Cancellation);
        List<PartETag> tags = [];
        for (var number = 1; number <= 2; number++)
        {
            var part = await S3.UploadPartAsync(
                new UploadPartRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId, PartNumber = number, InputStream = Bytes(10) }, Cancellation);
            tags.Add(new PartETag(number, part.ETag));
        }

        await CodeAsync("EntityTooSmall", CompleteAsync(tags));
        await CodeAsync("InvalidPart", CompleteAsync([new PartETag(3, tags[0].ETag)]));
        await S3.AbortMultipartUploadAsync(Bucket, "big", begun.UploadId, Cancellation);
        await CodeAsync("NoSuchUpload", CompleteAsync(tags));

        Task CompleteAsync(List<PartETag> chosen) => S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "big", UploadId = begun.UploadId, PartETags = chosen }, Cancellation);
    }
}
