using System.Text.Json;

namespace FaceRec.Gallery;

/// <summary>
/// Leases on jobs that one process should do for all: an object for each, written conditionally. They save work and nothing
/// more: what must not happen twice is conditional itself.
/// </summary>
public sealed class GalleryLeases
{
    private readonly ObjectStore _store;
    private readonly TimeProvider _clock;

    internal GalleryLeases(ObjectStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>The lease, or null where somebody has it.</summary>
    /// <param name="job">A short name, part of the object's key.</param>
    /// <param name="duration">When it ends by itself, should the holder die.</param>
    public async Task<GalleryLease?> TryAcquireAsync(string collection, string job, TimeSpan duration, CancellationToken cancellationToken)
    {
        var key = GalleryKeys.Lease(collection, job);
        var now = _clock.GetUtcNow();
        var (held, etag) = await ReadAsync(key, cancellationToken);
        if (held is not null && held.Until > now)
            return null;
        var lease = new GalleryLease { Key = key, Id = Guid.NewGuid(), Until = now + duration };
        return await _store.TryReplaceAsync(key, etag, Bytes(lease), GalleryJson.ContentType, cancellationToken) ? lease : null;
    }

    /// <summary>Ends the lease early, where it is still ours.</summary>
    public async Task ReleaseAsync(GalleryLease lease, CancellationToken cancellationToken)
    {
        var (held, etag) = await ReadAsync(lease.Key, cancellationToken);
        if (held?.Id == lease.Id)
            await _store.TryReplaceAsync(lease.Key, etag, Bytes(lease with { Until = _clock.GetUtcNow() }), GalleryJson.ContentType, cancellationToken);
    }

    private async Task<(GalleryLease? Held, string? ETag)> ReadAsync(string key, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(key, cancellationToken) is { } stored
            ? (JsonSerializer.Deserialize(stored.Bytes, GalleryJson.Default.GalleryLease), stored.ETag)
            : (null, null);

    private static byte[] Bytes(GalleryLease lease) => JsonSerializer.SerializeToUtf8Bytes(lease, GalleryJson.Default.GalleryLease);
}
