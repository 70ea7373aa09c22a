using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;

namespace FaceRec.Recognition.Work;

/// <summary>The pictures that come in and the results that go out.</summary>
internal sealed class PictureBucket(IAmazonS3 s3, Buckets buckets)
{
    /// <summary>The picture's bytes; null where it has been deleted or has expired.</summary>
    public Task<byte[]?> TryReadAsync(string key, CancellationToken cancellationToken) => TryReadAsync(buckets.Input, key, cancellationToken);

    /// <summary>The stored outcome of a recognition; null where there is none.</summary>
    public async Task<RecognitionResult?> TryReadResultAsync(Guid recognitionId, CancellationToken cancellationToken) =>
        await TryReadAsync(buckets.Output, ObjectKeys.Result(recognitionId), cancellationToken) is { } bytes ? JsonSerializer.Deserialize<RecognitionResult>(bytes, JsonSerializerOptions.Web) : null;

    public async Task WriteResultAsync(Guid recognitionId, RecognitionResult result, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web));
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = buckets.Output, Key = ObjectKeys.Result(recognitionId), InputStream = content, ContentType = "application/json" },
            cancellationToken);
    }

    private async Task<byte[]?> TryReadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(bucket, key, cancellationToken);
            var bytes = new byte[checked((int)response.ContentLength)];
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }
}
