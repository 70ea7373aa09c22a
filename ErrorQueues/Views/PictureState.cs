using System.Net;
using Amazon.S3;

namespace FaceRec.ErrorQueues;

/// <summary>A picture that a failed message speaks of.</summary>
/// <param name="Stored">Whether it is still there, without which sending the message back is no use; null where that was not asked.</param>
public sealed record PictureState(string Key, bool? Stored)
{
    /// <summary>Asks S3 for the message's pictures.</summary>
    /// <param name="bucket">Where pictures are; null asks nothing.</param>
    public static async Task<IReadOnlyList<PictureState>> OfAsync(FailedMessage message, IAmazonS3 s3, string? bucket, CancellationToken cancellationToken)
    {
        var states = new List<PictureState>();
        foreach (var key in message.PictureKeys)
            states.Add(new PictureState(key, bucket is null ? null : await ExistsAsync(s3, bucket, key, cancellationToken)));
        return states;
    }

    static async Task<bool> ExistsAsync(IAmazonS3 s3, string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
