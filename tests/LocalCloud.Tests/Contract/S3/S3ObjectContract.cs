using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract.S3;

/// <summary>Objects and parts of them, their digests and addresses.</summary>
public abstract class S3ObjectContract(Backend backend) : S3Contract(backend)
{
    [Fact]
    public async Task An_object_comes_back_with_its_headers_and_metadata()
    {
        Backend.Require();
        var request = new PutObjectRequest { BucketName = Bucket, Key = "folder/päth 🙂.jpg", InputStream = Bytes(100_000), ContentType = "image/jpeg" };
        request.Metadata.Add("label", "Ada");
        request.Headers.CacheControl = "max-age=60";
        request.Headers.ContentDisposition = "inline";
        var put = await S3.PutObjectAsync(request, Cancellation);
        using var got = await S3.GetObjectAsync(Bucket, request.Key, Cancellation);

        Assert.Equal(put.ETag, got.ETag);
        Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(await ReadAsync(got)))}\"", got.ETag);
        Assert.Equal(("image/jpeg", "Ada", "max-age=60", "inline"),
            (got.Headers.ContentType, got.Metadata["label"], got.Headers.CacheControl, got.Headers.ContentDisposition));
        Assert.InRange(got.LastModified!.Value.ToUniversalTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        var head = await S3.GetObjectMetadataAsync(Bucket, request.Key, Cancellation);
        Assert.Equal((100_000L, got.ETag), (head.ContentLength, head.ETag));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Checksums_are_kept_and_returned(string algorithm)
    {
        Backend.Require();
        var put = await S3.PutObjectAsync(
            new PutObjectRequest { BucketName = Bucket, Key = "sum", InputStream = Bytes(70_000), ChecksumAlgorithm = new ChecksumAlgorithm(algorithm) }, Cancellation);
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "sum", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);

        Assert.Equal(70_000, (await ReadAsync(got)).Length);
        Assert.NotNull(Sum(put.ChecksumCRC32, put.ChecksumSHA1, put.ChecksumSHA256));
        Assert.Equal(Sum(put.ChecksumCRC32, put.ChecksumSHA1, put.ChecksumSHA256), Sum(got.ChecksumCRC32, got.ChecksumSHA1, got.ChecksumSHA256));

        static string? Sum(params string?[] sums) => sums.FirstOrDefault(sum => sum is not null);
    }

    [Fact]
    public async Task A_body_that_differs_from_its_digest_is_refused()
    {
        Backend.Require();
        var wrong = Convert.ToBase64String(MD5.HashData("other"u8));
        await CodeAsync("BadDigest", S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "k", ContentBody = "x", MD5Digest = wrong }, Cancellation));
        await CodeAsync("BadDigest", S3.PutObjectAsync(
            new PutObjectRequest { BucketName = Bucket, Key = "k", ContentBody = "x", ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData("other"u8)) }, Cancellation));

        await CodeAsync("NoSuchKey", S3.GetObjectAsync(Bucket, "k", Cancellation));
    }

    [Theory]
    [InlineData("bytes=0-4", "01234", "bytes 0-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=5-99", "56789", "bytes 5-9/10")]
    public async Task A_range_gives_a_part(string range, string expected, string contentRange)
    {
        Backend.Require();
        await PutAsync("k", "0123456789");
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "k", ByteRange = new ByteRange(range) }, Cancellation);

        Assert.Equal((HttpStatusCode.PartialContent, contentRange), (got.HttpStatusCode, got.ContentRange));
        Assert.Equal(expected, Encoding.UTF8.GetString(await ReadAsync(got)));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused()
    {
        Backend.Require();
        await PutAsync("k", "0123456789");
        await CodeAsync("InvalidRange", S3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "k", ByteRange = new ByteRange("bytes=10-") }, Cancellation));
    }

    [Fact]
    public async Task A_copy_keeps_or_replaces_metadata()
    {
        Backend.Require();
        var request = new PutObjectRequest { BucketName = Bucket, Key = "from/ä", ContentBody = "text", ContentType = "text/x" };
        request.Metadata.Add("a", "1");
        var put = await S3.PutObjectAsync(request, Cancellation);
        var copy = await S3.CopyObjectAsync(Bucket, request.Key, Bucket, "kept", Cancellation);
        Assert.Equal(put.ETag, copy.ETag);
        Assert.Equal("1", (await S3.GetObjectMetadataAsync(Bucket, "kept", Cancellation)).Metadata["a"]);
        var replacing = new CopyObjectRequest
        {
            SourceBucket = Bucket, SourceKey = request.Key, DestinationBucket = Bucket, DestinationKey = "new", MetadataDirective = S3MetadataDirective.REPLACE, ContentType = "text/y",
        };
        await S3.CopyObjectAsync(replacing, Cancellation);

        var replaced = await S3.GetObjectMetadataAsync(Bucket, "new", Cancellation);
        Assert.Equal(("text/y", 0), (replaced.Headers.ContentType, replaced.Metadata.Count));
        await CodeAsync("NoSuchKey", S3.CopyObjectAsync(Bucket, "missing", Bucket, "x", Cancellation));
        await CodeAsync("PreconditionFailed", S3.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "kept", DestinationBucket = Bucket, DestinationKey = "x", ETagToMatch = "\"0\"" }, Cancellation));
    }

    [Fact]
    public async Task A_presigned_address_works_until_it_expires_or_is_changed()
    {
        Backend.Require();
        using var http = new HttpClient();
        var upload = await PresignAsync(HttpVerb.PUT, TimeSpan.FromMinutes(5));
        using var put = await http.PutAsync(upload, new ByteArrayContent("by address"u8.ToArray()), Cancellation);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var download = await PresignAsync(HttpVerb.GET, TimeSpan.FromMinutes(5));
        Assert.Equal("by address", await http.GetStringAsync(download, Cancellation));

        using var tampered = await http.GetAsync(download.Replace("/k?", "/other?", StringComparison.Ordinal), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, tampered.StatusCode);
        using var misused = await http.DeleteAsync(download, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, misused.StatusCode);
        var brief = await PresignAsync(HttpVerb.GET, TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(async () => (await http.GetAsync(brief, Cancellation)).StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Large_objects_pass_through()
    {
        Backend.Require();
        const int size = 64 << 20;
        var data = new byte[size];
        Random.Shared.NextBytes(data);
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "large", InputStream = new MemoryStream(data) }, Cancellation);
        using var got = await S3.GetObjectAsync(Bucket, "large", Cancellation);

        Assert.Equal(SHA256.HashData(data), await SHA256.HashDataAsync(got.ResponseStream, Cancellation));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        Backend.Require();
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "empty", InputStream = new MemoryStream() }, Cancellation);
        using var got = await S3.GetObjectAsync(Bucket, "empty", Cancellation);

        Assert.Equal((0L, "\"d41d8cd98f00b204e9800998ecf8427e\""), (got.ContentLength, got.ETag));
    }

    private Task<string> PresignAsync(HttpVerb verb, TimeSpan validity) => S3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
    {
        BucketName = Bucket,
        Key = "k",
        Verb = verb,
        Expires = DateTime.UtcNow + validity,
        Protocol = Backend.PresignProtocol,
    });
}
