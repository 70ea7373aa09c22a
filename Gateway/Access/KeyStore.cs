using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>All API keys, in one object of the output bucket. Changes are made on the condition that nobody else made one in between.</summary>
internal sealed class KeyStore(IAmazonS3 s3, Buckets buckets)
{
    const string Key = "keys/keys.json";

    static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>The keys and the ETag of the object; both empty where there is none yet.</summary>
    public async Task<(IReadOnlyList<ApiKey> Keys, string? ETag)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(buckets.Output, Key, cancellationToken);
            return (await JsonSerializer.DeserializeAsync<List<ApiKey>>(response.ResponseStream, Json, cancellationToken) ?? [], response.ETag);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey")
        {
            return ([], null);
        }
    }

    /// <summary>Reads, changes and writes until nobody is in between.</summary>
    public async Task<IReadOnlyList<ApiKey>> ChangeAsync(Func<IReadOnlyList<ApiKey>, IReadOnlyList<ApiKey>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (keys, eTag) = await ReadAsync(cancellationToken);
            var changed = change(keys);
            var put = new PutObjectRequest { BucketName = buckets.Output, Key = Key, ContentBody = JsonSerializer.Serialize(changed, Json), ContentType = "application/json" };
            if (eTag is null)
                put.IfNoneMatch = "*";
            else
                put.IfMatch = eTag;
            try
            {
                await s3.PutObjectAsync(put, cancellationToken);
                return changed;
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
            {
                // Somebody else was faster: look again.
            }
        }
    }
}
