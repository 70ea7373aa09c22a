using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.Gallery;

/// <summary>One bucket, with the few calls the gallery makes and the answers it expects as values instead of exceptions.</summary>
internal sealed class ObjectStore(IAmazonS3 s3, string bucket)
{
    // DeleteObjects takes at most 1,000 keys (S3 API reference).
    private const int DeleteBatch = 1000;

    public string Bucket => bucket;

    /// <summary>The object and its ETag; null where there is none.</summary>
    public async Task<StoredObject?> TryReadAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await TryGetAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
        if (response is null)
            return null;
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)response.ContentLength));
        await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
        return new StoredObject(bytes, response.ETag);
    }

    /// <summary>
    /// Hands a large object's content and length to a reader as they arrive; false where there is none. The reader checks that
    /// the content is whole: the SDK, which would by MD5 and CRC-32 in managed code (1.5 s of processor time for 200 MB), leaves
    /// out both for a range.
    /// </summary>
    public async Task<bool> TryReadLargeAsync(string key, Func<Stream, long, Task> read, CancellationToken cancellationToken)
    {
        using var response = await TryGetAsync(new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange("bytes=0-") }, cancellationToken);
        if (response is null)
            return false;
        await read(response.ResponseStream, response.ContentLength);
        return true;
    }

    public Task WriteAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        PutAsync(key, content, contentType, _ => { }, cancellationToken);

    /// <summary>Writes the object unless there is one under the key; false where there is.</summary>
    public Task<bool> TryCreateAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        TryPutAsync(key, content, contentType, put => put.IfNoneMatch = "*", cancellationToken);

    /// <summary>Writes over the version of the object with the given ETag, or creates it where the ETag is null; false where somebody else was faster.</summary>
    public Task<bool> TryReplaceAsync(string key, string? etag, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        etag is null
            ? TryCreateAsync(key, content, contentType, cancellationToken)
            : TryPutAsync(key, content, contentType, put => put.IfMatch = etag, cancellationToken);

    /// <summary>Deletes what is there of the given keys.</summary>
    public async Task DeleteAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (var batch in keys.Chunk(DeleteBatch))
        {
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest
            {
                BucketName = bucket,
                Objects = [.. batch.Select(key => new KeyVersion { Key = key })],
                Quiet = true,
            }, cancellationToken);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (key, _) in ListWithTimesAsync(prefix, cancellationToken))
            yield return key;
    }

    /// <summary>The keys under a prefix, with when each object was written.</summary>
    public async IAsyncEnumerable<(string Key, DateTimeOffset Modified)> ListWithTimesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
                yield return (found.Key, found.LastModified is { } modified ? new DateTimeOffset(modified.ToUniversalTime()) : DateTimeOffset.MaxValue);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>The names of the folders under a prefix, without the prefix and the slash.</summary>
    public async Task<IReadOnlyList<string>> ListFoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/" };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            folders.AddRange((page.CommonPrefixes ?? []).Select(folder => folder[prefix.Length..^1]));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return folders;
    }

    private async Task<GetObjectResponse?> TryGetAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectAsync(request, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private async Task<bool> TryPutAsync(string key, ReadOnlyMemory<byte> content, string contentType, Action<PutObjectRequest> condition, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(key, content, contentType, condition, cancellationToken);
            return true;
        }
        // 412: the condition does not hold. 409 ConditionalRequestConflict: another conditional write was under way.
        // 404: If-Match and the object is gone.
        catch (AmazonS3Exception lost) when (lost.ErrorCode != "NoSuchBucket" &&
            lost.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, Action<PutObjectRequest> condition, CancellationToken cancellationToken)
    {
        using var stream = content.AsStream();
        var put = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = stream, ContentType = contentType, AutoCloseStream = false };
        condition(put);
        await s3.PutObjectAsync(put, cancellationToken);
    }
}
