using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Uploaded pictures and stored results, in S3.</summary>
internal sealed partial class PictureStore(IAmazonS3 s3, Buckets buckets, Dependencies dependencies, ILogger<PictureStore> logger)
{
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    // Says of a recognition that still runs whose it is, to keep collections apart.
    const string CollectionName = "collection";

    /// <summary>Stores a picture under an id and gives its key.</summary>
    public async Task<string> PutAsync(Guid id, Upload upload, string collection, CancellationToken cancellationToken)
    {
        var key = ObjectKeys.Picture(id);
        await dependencies.Storage.ExecuteAsync(async token =>
        {
            using var stream = upload.OpenRead();
            var put = new PutObjectRequest
            {
                BucketName = buckets.Input,
                Key = key,
                InputStream = stream,
                ContentType = upload.Format.MediaType,
                AutoCloseStream = false,
            };
            put.Metadata[CollectionName] = collection;
            await s3.PutObjectAsync(put, token);
        }, cancellationToken);
        return key;
    }

    /// <summary>Removes a picture that turned out to be of no use.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => s3.DeleteObjectAsync(buckets.Input, key, cancellationToken);

    /// <summary>The stored outcome of a recognition; null where there is none yet.</summary>
    public async Task<RecognitionResult?> FindResultAsync(Guid id, CancellationToken cancellationToken)
    {
        var response = await FindAsync(buckets.Output, ObjectKeys.Result(id), cancellationToken);
        if (response is null)
            return null;
        using (response)
            return await JsonSerializer.DeserializeAsync<RecognitionResult>(response.ResponseStream, Json, cancellationToken);
    }

    /// <summary>Stores that the workers gave up, so that everybody who asks later is told. Where that fails too, the log has it.</summary>
    public async Task TryPutFailureAsync(RecognitionFailed failure)
    {
        try
        {
            await dependencies.Storage.ExecuteAsync(async token => await s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = buckets.Output,
                Key = ObjectKeys.Result(failure.RecognitionId),
                ContentBody = JsonSerializer.Serialize(new RecognitionResult { Failed = failure }, Json),
                ContentType = "application/json",
                // A worker may have written a success meanwhile, from a redelivered message: that one stays.
                IfNoneMatch = "*",
            }, token));
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed)
        {
        }
        catch (Exception e) when (Dependencies.IsUnavailable(e))
        {
            Log.FailureNotStored(logger, failure.RecognitionId, e.Message);
        }
    }

    /// <summary>The collection that a stored picture was asked about, answered or not; null where there is no such picture.</summary>
    public async Task<string?> FindCollectionAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var head = await dependencies.Storage.ExecuteAsync(
                async token => await s3.GetObjectMetadataAsync(buckets.Input, ObjectKeys.Picture(id), token), cancellationToken);
            return head.Metadata[CollectionName] ?? "";
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The picture as it was uploaded; null where it is no longer stored.</summary>
    public async Task<StoredPicture?> FindPictureAsync(Guid id, CancellationToken cancellationToken)
    {
        using var response = await FindAsync(buckets.Input, ObjectKeys.Picture(id), cancellationToken);
        if (response is null)
            return null;
        var bytes = new byte[checked((int)response.ContentLength)];
        await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
        return new StoredPicture(bytes, response.Headers.ContentType);
    }

    async Task<GetObjectResponse?> FindAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await dependencies.Storage.ExecuteAsync(async token => await s3.GetObjectAsync(bucket, key, token), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey")
        {
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The failure of recognition {Id} could not be stored: {Reason}")]
        public static partial void FailureNotStored(ILogger logger, Guid id, string reason);
    }
}
