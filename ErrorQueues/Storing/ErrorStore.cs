using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.ErrorQueues;

/// <summary>What the tooling keeps in S3: the audit trail, archived messages, and what runs have in hand, all under <c>errors/</c> of one bucket.</summary>
public sealed class ErrorStore(IAmazonS3 s3, string bucket)
{
    // DeleteObjects takes at most 1,000 keys (S3 API reference).
    const int DeleteBatch = 1000;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal Task WriteAsync<T>(string key, T content) => s3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = bucket,
        Key = key,
        InputStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, Json)),
        ContentType = "application/json",
    });

    /// <summary>Null where there is none.</summary>
    internal async Task<T?> TryReadAsync<T>(string key, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
            return await JsonSerializer.DeserializeAsync<T>(response.ResponseStream, Json, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <summary>Keys in their order, read a page of 1,000 at a time.</summary>
    internal async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = after };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
                yield return found.Key;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    internal async Task DeleteAsync(IEnumerable<string> keys)
    {
        foreach (var batch in keys.Chunk(DeleteBatch))
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [.. batch.Select(key => new KeyVersion { Key = key })], Quiet = true });
    }
}
