using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>What S3 does, as the AWS SDK sees it.</summary>
public abstract class S3Contract(Backend backend) : IAsyncLifetime
{
    private readonly string _bucket = $"contract-{Guid.NewGuid():N}";
    private readonly HttpClient _http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAmazonS3 S3 => backend.S3;

    public async ValueTask InitializeAsync()
    {
        if (backend.IsAvailable)
            await S3.PutBucketAsync(_bucket, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (backend.IsAvailable)
        {
            var keys = new List<string>();
            await foreach (var stored in S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = _bucket }).S3Objects)
                keys.Add(stored.Key);
            foreach (var key in keys)
                await S3.DeleteObjectAsync(_bucket, key, CancellationToken.None);
            await S3.DeleteBucketAsync(_bucket, CancellationToken.None);
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_object_comes_back_with_its_headers_and_metadata()
    {
        backend.Require();
        var request = new PutObjectRequest { BucketName = _bucket, Key = "folder/päth 🙂.jpg", InputStream = Bytes(100_000), ContentType = "image/jpeg" };
        request.Metadata.Add("label", "Ada");
        request.Headers.CacheControl = "max-age=60";
        request.Headers.ContentDisposition = "inline";
        var put = await S3.PutObjectAsync(request, Cancellation);
        using var got = await S3.GetObjectAsync(_bucket, request.Key, Cancellation);

        Assert.Equal(put.ETag, got.ETag);
        Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(await ReadAsync(got)))}\"", got.ETag);
        Assert.Equal(("image/jpeg", "Ada", "max-age=60", "inline"),
            (got.Headers.ContentType, got.Metadata["label"], got.Headers.CacheControl, got.Headers.ContentDisposition));
        Assert.InRange(got.LastModified!.Value.ToUniversalTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        var head = await S3.GetObjectMetadataAsync(_bucket, request.Key, Cancellation);
        Assert.Equal((100_000L, got.ETag), (head.ContentLength, head.ETag));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Checksums_are_kept_and_returned(string algorithm)
    {
        backend.Require();
        var put = await S3.PutObjectAsync(
            new PutObjectRequest { BucketName = _bucket, Key = "sum", InputStream = Bytes(70_000), ChecksumAlgorithm = new ChecksumAlgorithm(algorithm) }, Cancellation);
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "sum", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);

        Assert.Equal(70_000, (await ReadAsync(got)).Length);
        Assert.NotNull(Sum(put.ChecksumCRC32, put.ChecksumSHA1, put.ChecksumSHA256));
        Assert.Equal(Sum(put.ChecksumCRC32, put.ChecksumSHA1, put.ChecksumSHA256), Sum(got.ChecksumCRC32, got.ChecksumSHA1, got.ChecksumSHA256));

        static string? Sum(params string?[] sums) => sums.FirstOrDefault(sum => sum is not null);
    }

    [Fact]
    public async Task A_body_that_differs_from_its_digest_is_refused()
    {
        backend.Require();
        var wrong = Convert.ToBase64String(MD5.HashData("other"u8));
        await CodeAsync("BadDigest", S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "k", ContentBody = "x", MD5Digest = wrong }, Cancellation));
        await CodeAsync("BadDigest", S3.PutObjectAsync(
            new PutObjectRequest { BucketName = _bucket, Key = "k", ContentBody = "x", ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData("other"u8)) }, Cancellation));

        await CodeAsync("NoSuchKey", S3.GetObjectAsync(_bucket, "k", Cancellation));
    }

    [Fact]
    public async Task Of_many_conditional_creations_one_wins()
    {
        backend.Require();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            try
            {
                await S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "once", ContentBody = $"{i}", IfNoneMatch = "*" }, Cancellation);
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
        backend.Require();
        var first = await PutAsync("shared", "0");
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            try
            {
                await S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "shared", ContentBody = $"{i}", IfMatch = first.ETag }, Cancellation);
                return 1;
            }
            catch (AmazonS3Exception)
            {
                return 0;
            }
        }));

        Assert.Equal(1, outcomes.Sum());
        await CodeAsync("NoSuchKey", S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "none", ContentBody = "x", IfMatch = first.ETag }, Cancellation));
    }

    [Fact]
    public async Task Deleting_may_be_conditional_too()
    {
        backend.Require();
        var old = await PutAsync("k", "1");
        var current = await PutAsync("k", "2");
        await CodeAsync("PreconditionFailed", S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = "k", IfMatch = old.ETag }, Cancellation));
        await S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = "k", IfMatch = current.ETag }, Cancellation);

        await CodeAsync("NoSuchKey", S3.GetObjectAsync(_bucket, "k", Cancellation));
        await S3.DeleteObjectAsync(_bucket, "k", Cancellation);
    }

    [Fact]
    public async Task Reads_may_be_conditional()
    {
        backend.Require();
        var put = await PutAsync("k", "1");
        await StatusAsync(HttpStatusCode.NotModified, S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "k", EtagToNotMatch = put.ETag }, Cancellation));
        await StatusAsync(HttpStatusCode.PreconditionFailed, S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "k", EtagToMatch = "\"0\"" }, Cancellation));
        await StatusAsync(HttpStatusCode.NotModified, S3.GetObjectAsync(
            new GetObjectRequest { BucketName = _bucket, Key = "k", ModifiedSinceDate = DateTime.UtcNow.AddMinutes(5) }, Cancellation));
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "k", EtagToMatch = put.ETag }, Cancellation);
        Assert.Equal(1, got.ContentLength);
    }

    [Theory]
    [InlineData("bytes=0-4", "01234", "bytes 0-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-2", "89", "bytes 8-9/10")]
    [InlineData("bytes=5-99", "56789", "bytes 5-9/10")]
    public async Task A_range_gives_a_part(string range, string expected, string contentRange)
    {
        backend.Require();
        await PutAsync("k", "0123456789");
        using var got = await S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "k", ByteRange = new ByteRange(range) }, Cancellation);

        Assert.Equal((HttpStatusCode.PartialContent, contentRange), (got.HttpStatusCode, got.ContentRange));
        Assert.Equal(expected, Encoding.UTF8.GetString(await ReadAsync(got)));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused()
    {
        backend.Require();
        await PutAsync("k", "0123456789");
        await CodeAsync("InvalidRange", S3.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = "k", ByteRange = new ByteRange("bytes=10-") }, Cancellation));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_bytes_in_pages()
    {
        backend.Require();
        string[] keys = ["a", "a b", "a/1", "a/2", "a/b/3", "b+&<>", "ü", "\uFF5E", "🙂"];
        foreach (var key in keys.Reverse())
            await PutAsync(key, "x");
        var expected = keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
        List<string> second = [];
        await foreach (var stored in S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = _bucket, MaxKeys = 2 }).S3Objects)
            second.Add(stored.Key);
        Assert.Equal(expected, second);

        List<string> first = [];
        var request = new ListObjectsRequest { BucketName = _bucket, MaxKeys = 4 };
        ListObjectsResponse page;
        do
        {
            page = await S3.ListObjectsAsync(request, Cancellation);
            first.AddRange(page.S3Objects.Select(stored => stored.Key));
            request.Marker = page.S3Objects[^1].Key;
        }
        while (page.IsTruncated == true);
        Assert.Equal(expected, first);
    }

    [Fact]
    public async Task A_delimiter_folds_keys_into_prefixes()
    {
        backend.Require();
        foreach (var key in new[] { "top", "x/1", "x/2", "x/y/3", "z/4" })
            await PutAsync(key, "x");
        List<string> found = [];
        string? token = null;
        do
        {
            var page = await S3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = _bucket, Delimiter = "/", MaxKeys = 1, ContinuationToken = token }, Cancellation);
            Assert.Equal(1, page.KeyCount);
            found.AddRange((page.S3Objects ?? []).Select(stored => stored.Key).Concat(page.CommonPrefixes ?? []));
            token = page.NextContinuationToken;
        }
        while (token is not null);
        Assert.Equal(["top", "x/", "z/"], found);

        var inner = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket, Delimiter = "/", Prefix = "x/", StartAfter = "x/1" }, Cancellation);
        Assert.Equal("x/2", Assert.Single(inner.S3Objects).Key);
        Assert.Equal(["x/y/"], inner.CommonPrefixes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_objects_are_deleted_at_once(bool quiet)
    {
        backend.Require();
        await PutAsync("a", "1");
        await PutAsync("b<&>", "1");
        var deleted = await S3.DeleteObjectsAsync(new DeleteObjectsRequest
        {
            BucketName = _bucket,
            Objects = [new KeyVersion { Key = "a" }, new KeyVersion { Key = "b<&>" }, new KeyVersion { Key = "never was" }],
            Quiet = quiet,
        }, Cancellation);

        Assert.Equal(quiet ? 0 : 3, deleted.DeletedObjects?.Count ?? 0);
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket }, Cancellation)).S3Objects ?? []);
    }

    [Fact]
    public async Task A_copy_keeps_or_replaces_metadata()
    {
        backend.Require();
        var request = new PutObjectRequest { BucketName = _bucket, Key = "from/ä", ContentBody = "text", ContentType = "text/x" };
        request.Metadata.Add("a", "1");
        var put = await S3.PutObjectAsync(request, Cancellation);
        var copy = await S3.CopyObjectAsync(_bucket, request.Key, _bucket, "kept", Cancellation);
        Assert.Equal(put.ETag, copy.ETag);
        Assert.Equal("1", (await S3.GetObjectMetadataAsync(_bucket, "kept", Cancellation)).Metadata["a"]);
        var replacing = new CopyObjectRequest
        {
            SourceBucket = _bucket, SourceKey = request.Key, DestinationBucket = _bucket, DestinationKey = "new", MetadataDirective = S3MetadataDirective.REPLACE, ContentType = "text/y",
        };
        await S3.CopyObjectAsync(replacing, Cancellation);

        var replaced = await S3.GetObjectMetadataAsync(_bucket, "new", Cancellation);
        Assert.Equal(("text/y", 0), (replaced.Headers.ContentType, replaced.Metadata.Count));
        await CodeAsync("NoSuchKey", S3.CopyObjectAsync(_bucket, "missing", _bucket, "x", Cancellation));
        await CodeAsync("PreconditionFailed", S3.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = _bucket, SourceKey = "kept", DestinationBucket = _bucket, DestinationKey = "x", ETagToMatch = "\"0\"" }, Cancellation));
    }

    [Fact]
    public async Task A_multipart_upload_becomes_one_object()
    {
        backend.Require();
        var begun = await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket, Key = "big", ContentType = "image/png" }, Cancellation);
        byte[][] parts = [RandomNumberGenerator.GetBytes(5 << 20), RandomNumberGenerator.GetBytes(1000)];
        List<PartETag> tags = [];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = await S3.UploadPartAsync(
                new UploadPartRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId, PartNumber = i + 1, InputStream = new MemoryStream(parts[i]) }, Cancellation);
            tags.Add(new PartETag(i + 1, part.ETag));
        }

        var listed = await S3.ListPartsAsync(new ListPartsRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId }, Cancellation);
        Assert.Equal([5L << 20, 1000L], listed.Parts.Select(part => part.Size!.Value));
        var done = await S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId, PartETags = tags }, Cancellation);
        using var got = await S3.GetObjectAsync(_bucket, "big", Cancellation);

        Assert.EndsWith("-2\"", done.ETag, StringComparison.Ordinal);
        Assert.Equal((done.ETag, "image/png"), (got.ETag, got.Headers.ContentType));
        Assert.Equal(parts.SelectMany(part => part), await ReadAsync(got));
        await CodeAsync("NoSuchUpload", S3.ListPartsAsync(new ListPartsRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId }, Cancellation));
    }

    [Fact]
    public async Task Parts_must_be_there_in_order_and_large_enough()
    {
        backend.Require();
        var begun = await S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _bucket, Key = "big" }, Cancellation);
        List<PartETag> tags = [];
        for (var number = 1; number <= 2; number++)
        {
            var part = await S3.UploadPartAsync(
                new UploadPartRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId, PartNumber = number, InputStream = Bytes(10) }, Cancellation);
            tags.Add(new PartETag(number, part.ETag));
        }

        await CodeAsync("EntityTooSmall", CompleteAsync(tags));
        await CodeAsync("InvalidPart", CompleteAsync([new PartETag(3, tags[0].ETag)]));
        await S3.AbortMultipartUploadAsync(_bucket, "big", begun.UploadId, Cancellation);
        await CodeAsync("NoSuchUpload", CompleteAsync(tags));

        Task CompleteAsync(List<PartETag> chosen) => S3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = _bucket, Key = "big", UploadId = begun.UploadId, PartETags = chosen }, Cancellation);
    }

    [Fact]
    public async Task A_presigned_address_works_until_it_expires_or_is_changed()
    {
        backend.Require();
        var upload = await PresignAsync(HttpVerb.PUT, TimeSpan.FromMinutes(5));
        using var put = await _http.PutAsync(upload, new ByteArrayContent("by address"u8.ToArray()), Cancellation);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var download = await PresignAsync(HttpVerb.GET, TimeSpan.FromMinutes(5));
        Assert.Equal("by address", await _http.GetStringAsync(download, Cancellation));

        using var tampered = await _http.GetAsync(download.Replace("/k?", "/other?", StringComparison.Ordinal), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, tampered.StatusCode);
        using var misused = await _http.DeleteAsync(download, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, misused.StatusCode);
        var brief = await PresignAsync(HttpVerb.GET, TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(async () => (await _http.GetAsync(brief, Cancellation)).StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Buckets_are_found_listed_and_not_deleted_while_full()
    {
        backend.Require();
        await PutAsync("k", "x");
        Assert.Contains((await S3.ListBucketsAsync(Cancellation)).Buckets, bucket => bucket.BucketName == _bucket);
        Assert.Equal("", (await S3.GetBucketLocationAsync(_bucket, Cancellation)).Location?.Value ?? "");
        await CodeAsync("BucketNotEmpty", S3.DeleteBucketAsync(_bucket, Cancellation));
        await S3.DeleteObjectAsync(_bucket, "k", Cancellation);
        await CodeAsync("NoSuchBucket", S3.GetObjectAsync($"{_bucket}-none", "k", Cancellation));
        await CodeAsync("NoSuchBucket", S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = $"{_bucket}-none" }, Cancellation));
    }

    [Fact]
    public async Task Keys_that_look_like_paths_are_just_keys()
    {
        backend.Require();
        // No slash at the beginning: the SDK signs another path than it sends then.
        string[] keys = ["../../etc/passwd", "a/../b", "a//b", "./x", "a\\b", "con", "x.json"];
        foreach (var key in keys)
            await PutAsync(key, key);
        foreach (var key in keys)
        {
            using var got = await S3.GetObjectAsync(_bucket, key, Cancellation);
            Assert.Equal(key, Encoding.UTF8.GetString(await ReadAsync(got)));
        }
    }

    [Fact]
    public async Task Large_objects_pass_through()
    {
        backend.Require();
        const int size = 64 << 20;
        var data = new byte[size];
        Random.Shared.NextBytes(data);
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "large", InputStream = new MemoryStream(data) }, Cancellation);
        using var got = await S3.GetObjectAsync(_bucket, "large", Cancellation);

        Assert.Equal(SHA256.HashData(data), await SHA256.HashDataAsync(got.ResponseStream, Cancellation));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        backend.Require();
        await S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "empty", InputStream = new MemoryStream() }, Cancellation);
        using var got = await S3.GetObjectAsync(_bucket, "empty", Cancellation);

        Assert.Equal((0L, "\"d41d8cd98f00b204e9800998ecf8427e\""), (got.ContentLength, got.ETag));
    }

    private static MemoryStream Bytes(int count)
    {
        var data = new byte[count];
        new Random(1).NextBytes(data);
        return new MemoryStream(data);
    }

    private static async Task<byte[]> ReadAsync(GetObjectResponse response)
    {
        using var copy = new MemoryStream();
        await response.ResponseStream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private static async Task CodeAsync(string code, Task call) => Assert.Equal(code, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call)).ErrorCode);

    private static async Task StatusAsync(HttpStatusCode status, Task call) =>
        Assert.Equal(status, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => call)).StatusCode);

    private Task<PutObjectResponse> PutAsync(string key, string content) =>
        S3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = content }, Cancellation);

    private Task<string> PresignAsync(HttpVerb verb, TimeSpan validity) => S3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
    {
        BucketName = _bucket,
        Key = "k",
        Verb = verb,
        Expires = DateTime.UtcNow + validity,
        Protocol = backend.PresignProtocol,
    });
}
