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
    public async Task<byte[]?> TryReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(buckets.Input, key, cancellationToken);
            var bytes = new byte[checked((int)response.ContentLength)];
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    public async Task WriteResultAsync(Guid recognitionId, RecognitionResult result, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web));
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = buckets.Output, Key = ObjectKeys.Result(recognitionId), InputStream = content, ContentType = "application/json" },
            cancellationToken);
    }
}
