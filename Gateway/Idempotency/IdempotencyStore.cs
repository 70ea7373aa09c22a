using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Records of requests in S3, written on conditions, so that of any number of Gateways one handles a request.</summary>
internal sealed class IdempotencyStore(IAmazonS3 s3, Buckets buckets, Dependencies dependencies)
{
    const string Prefix = "idempotency/";

    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>The record and its ETag; null where there is none.</summary>
    public async Task<(IdempotencyRecord Record, string ETag)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await dependencies.Storage.ExecuteAsync(async token => await s3.GetObjectAsync(buckets.Output, Prefix + name, token), cancellationToken);
            var record = await JsonSerializer.DeserializeAsync<IdempotencyRecord>(response.ResponseStream, Json, cancellationToken);
            return (record!, response.ETag);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>Writes the record where there is none yet, or over the one with the given ETag. Null where somebody else was faster, else the new ETag.</summary>
    public async Task<string?> TryPutAsync(string name, IdempotencyRecord record, string? over, CancellationToken cancellationToken)
    {
        var put = new PutObjectRequest { BucketName = buckets.Output, Key = Prefix + name, ContentBody = JsonSerializer.Serialize(record, Json), ContentType = "application/json" };
        if (over is null)
            put.IfNoneMatch = "*";
        else
            put.IfMatch = over;
        try
        {
            return (await dependencies.Storage.ExecuteAsync(async token => await s3.PutObjectAsync(put, token), cancellationToken)).ETag;
        }
        // 412: the condition does not hold. 409: another conditional write was under way. 404: the record has gone meanwhile.
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict || e.ErrorCode is "NoSuchKey")
        {
            return null;
        }
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => s3.DeleteObjectAsync(buckets.Output, Prefix + name, cancellationToken);
}
