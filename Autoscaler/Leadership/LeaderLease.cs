using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Messages;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>
/// The right to decide for the fleet: one object in S3, written only over the version that was read. No clock is compared with another
/// machine's: a candidate takes over when it has itself watched the object stay the same for <see cref="AutoscalerOptions.LeaseDuration"/>,
/// and a leader stops deciding well before that time has passed since it last began a renewal that succeeded.
/// </summary>
/// <remarks>Not safe for concurrent use, but for <see cref="IsHeld"/>.</remarks>
internal sealed class LeaderLease(IAmazonS3 s3, Buckets buckets, TimeProvider clock, IOptions<AutoscalerOptions> options)
{
    // What is left is room for a decision that began just before.
    const double SafePart = 2.0 / 3;

    readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    string? _etag;
    (string? ETag, long Since) _seen;
    long _heldSince = long.MinValue;

    /// <summary>Whether this process may decide now.</summary>
    public bool IsHeld => Volatile.Read(ref _heldSince) is > long.MinValue and var since && clock.GetElapsedTime(since) < options.Value.LeaseDuration * SafePart;

    /// <summary>Takes, renews, or only watches the lease.</summary>
    /// <exception cref="AmazonS3Exception">S3 did not do as asked: what was held is held until it runs out.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_etag is not null)
        {
            // Lost where somebody has written meanwhile: then it is watched like anybody else's.
            if (!await TryWriteAsync(_etag, _name, cancellationToken))
                Lose();
            return;
        }

        var (holder, etag) = await ReadAsync(cancellationToken);
        if (etag is null || holder is null)
        {
            await TryWriteAsync(etag, _name, cancellationToken);
            return;
        }

        if (_seen.ETag != etag)
            _seen = (etag, clock.GetTimestamp());
        else if (clock.GetElapsedTime(_seen.Since) >= options.Value.LeaseDuration)
            await TryWriteAsync(etag, _name, cancellationToken);
    }

    /// <summary>Gives the lease to whoever comes next, without the wait.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_etag is { } etag)
        {
            Lose();
            await TryWriteAsync(etag, null, cancellationToken);
        }

        Lose();
    }

    void Lose()
    {
        _etag = null;
        Volatile.Write(ref _heldSince, long.MinValue);
    }

    async Task<(string? Holder, string? ETag)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(buckets.Output, ObjectKeys.AutoscalerLease, cancellationToken);
            var record = await JsonSerializer.DeserializeAsync<LeaseRecord>(response.ResponseStream, JsonSerializerOptions.Web, cancellationToken);
            return (record?.Holder, response.ETag);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return (null, null);
        }
    }

    async Task<bool> TryWriteAsync(string? over, string? holder, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var record = new LeaseRecord(holder, Guid.NewGuid()); // never the same bytes twice, so never the same ETag
        try
        {
            var response = await s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = buckets.Output,
                Key = ObjectKeys.AutoscalerLease,
                ContentBody = JsonSerializer.Serialize(record, JsonSerializerOptions.Web),
                ContentType = "application/json",
                IfMatch = over,
                IfNoneMatch = over is null ? "*" : null,
            }, cancellationToken);
            if (holder is not null)
            {
                _etag = response.ETag;
                Volatile.Write(ref _heldSince, began);
            }

            return true;
        }
        // Somebody was quicker: 412 where it was done, 409 where both were at it.
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict || (over is not null && e.ErrorCode == "NoSuchKey"))
        {
            return false;
        }
    }

    /// <param name="Holder">Null where it was given back.</param>
    sealed record LeaseRecord(string? Holder, Guid Renewal);
}
