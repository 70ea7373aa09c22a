using System.Text;
using Amazon.S3.Model;

namespace FaceRec.LocalCloud.Tests.Contract.S3;

/// <summary>Buckets and the keys in them.</summary>
public abstract class S3ListingContract(Backend backend) : S3Contract(backend)
{
    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_bytes_in_pages()
    {
        Backend.Require();
        string[] keys = ["a", "a b", "a/1", "a/2", "a/b/3", "b+&<>", "ü", "\uFF5E", "🙂"];
        foreach (var key in keys.Reverse())
            await PutAsync(key, "x");
        var expected = keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
        List<string> second = [];
        await foreach (var stored in S3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = 2 }).S3Objects)
            second.Add(stored.Key);
        Assert.Equal(expected, second);

        List<string> first = [];
        var request = new ListObjectsRequest { BucketName = Bucket, MaxKeys = 4 };
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
        Backend.Require();
        foreach (var key in new[] { "top", "x/1", "x/2", "x/y/3", "z/4" })
            await PutAsync(key, "x");
        List<string> found = [];
        string? token = null;
        do
        {
            var page = await S3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = Bucket, Delimiter = "/", MaxKeys = 1, ContinuationToken = token }, Cancellation);
            Assert.Equal(1, page.KeyCount);
            found.AddRange((page.S3Objects ?? []).Select(stored => stored.Key).Concat(page.CommonPrefixes ?? []));
            token = page.NextContinuationToken;
        }
        while (token is not null);
        Assert.Equal(["top", "x/", "z/"], found);

        var inner = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Delimiter = "/", Prefix = "x/", StartAfter = "x/1" }, Cancellation);
        Assert.Equal("x/2", Assert.Single(inner.S3Objects).Key);
        Assert.Equal(["x/y/"], inner.CommonPrefixes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_objects_are_deleted_at_once(bool quiet)
    {
        Backend.Require();
        await PutAsync("a", "1");
        await PutAsync("b<&>", "1");
        var deleted = await S3.DeleteObjectsAsync(new DeleteObjectsRequest
        {
            BucketName = Bucket,
            Objects = [new KeyVersion { Key = "a" }, new KeyVersion { Key = "b<&>" }, new KeyVersion { Key = "never was" }],
            Quiet = quiet,
        }, Cancellation);

        Assert.Equal(quiet ? 0 : 3, deleted.DeletedObjects?.Count ?? 0);
        Assert.Empty((await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Cancellation)).S3Objects ?? []);
    }

    [Fact]
    public async Task Buckets_are_found_listed_and_not_deleted_while_full()
    {
        Backend.Require();
        await PutAsync("k", "x");
        Assert.Contains((await S3.ListBucketsAsync(Cancellation)).Buckets, bucket => bucket.BucketName == Bucket);
        Assert.Equal("", (await S3.GetBucketLocationAsync(Bucket, Cancellation)).Location?.Value ?? "");
        await CodeAsync("BucketNotEmpty", S3.DeleteBucketAsync(Bucket, Cancellation));
        await S3.DeleteObjectAsync(Bucket, "k", Cancellation);
        await CodeAsync("NoSuchBucket", S3.GetObjectAsync($"{Bucket}-none", "k", Cancellation));
        await CodeAsync("NoSuchBucket", S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = $"{Bucket}-none" }, Cancellation));
    }

    [Fact]
    public async Task Keys_that_look_like_paths_are_just_keys()
    {
        Backend.Require();
        // No slash at the beginning: the SDK signs another path than it sends then.
        string[] keys = ["../../etc/passwd", "a/../b", "a//b", "./x", "a\\b", "con", "x.json"];
        foreach (var key in keys)
            await PutAsync(key, key);
        foreach (var key in keys)
        {
            using var got = await S3.GetObjectAsync(Bucket, key, Cancellation);
            Assert.Equal(key, Encoding.UTF8.GetString(await ReadAsync(got)));
        }
    }
}
