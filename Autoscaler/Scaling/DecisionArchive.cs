using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;

namespace FaceRec.Autoscaler;

/// <summary>The latest decisions in S3, so that they outlive the Autoscaler that made them. Without S3 they live on in memory.</summary>
internal sealed partial class DecisionArchive(IAmazonS3 s3, Buckets buckets, DecisionHistory history, ILogger<DecisionArchive> logger)
{
    /// <summary>Takes up where the leader before has left off.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        using var response = await s3.GetObjectAsync(buckets.Output, ObjectKeys.AutoscalerDecisions, cancellationToken);
        history.Replace(await JsonSerializer.DeserializeAsync<List<FleetDecision>>(response.ResponseStream, JsonSerializerOptions.Web, cancellationToken) ?? []);
    });

    /// <summary>Keeps what was decided up to now.</summary>
    public Task SaveAsync(CancellationToken cancellationToken) => TryAsync(() => s3.PutObjectAsync(new PutObjectRequest
    {
        BucketName = buckets.Output,
        Key = ObjectKeys.AutoscalerDecisions,
        ContentBody = JsonSerializer.Serialize(history.Latest(DecisionHistory.Limit), JsonSerializerOptions.Web),
        ContentType = "application/json",
    }, cancellationToken));

    // What was decided matters more than that it is written down.
    async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonS3Exception none) when (none is { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" })
        {
            // Nothing was decided yet.
        }
        catch (Exception e) when (AwsFailures.Includes(e) || e is JsonException)
        {
            Log.NotKept(logger, e.Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The history of decisions could not be read from S3 or written to it: {Failure}")]
        public static partial void NotKept(ILogger logger, string failure);
    }
}
