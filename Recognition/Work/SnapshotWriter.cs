using FaceRec.Gallery;
using FaceRec.Recognition.Matching;

namespace FaceRec.Recognition.Work;

/// <summary>
/// Writes collections down whole when their journals have grown, so that workers start fast. Every worker notices at about the
/// same time; the one that gets the lease does it. It also clears away what crashed enrolments left, once a day.
/// </summary>
internal sealed partial class SnapshotWriter(LiveGallery gallery, GalleryStore store, ILogger<SnapshotWriter> logger) : BackgroundService
{
    // Longer than any snapshot takes; a writer that dies holds up the next for so long.
    private static readonly TimeSpan WritingTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromDays(1);

    /// <summary>Writes a collection's snapshot, unless another worker is writing it or has just done so.</summary>
    /// <param name="always">True to write it although the one there is recent enough.</param>
    public async Task<bool> WriteAsync(string collection, bool always, CancellationToken cancellationToken)
    {
        if (await store.Leases.TryAcquireAsync(collection, "snapshot", WritingTime, cancellationToken) is not { } lease)
            return false;
        try
        {
            // The head is read before the collection: an erasure in between makes our snapshot unpublishable, as it must.
            var head = await store.Snapshots.ReadHeadAsync(collection, cancellationToken);
            var (view, index) = await gallery.FollowAsync(collection, cancellationToken);
            if (!always && !SnapshotRule.IsDue(view.Version - head.Version, view.FaceCount))
                return false;
            var embeddings = index.ToDictionary();
            var written = view.People.SelectMany(person => person.Faces).All(face => embeddings.ContainsKey(face.Id))
                && await store.Snapshots.TryReplaceAsync(head, view, face => embeddings[face.Id], cancellationToken);
            if (written)
                Log.Written(logger, collection, view.Version, view.FaceCount);
            return written;
        }
        finally
        {
            await store.Leases.ReleaseAsync(lease, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var collection in gallery.SnapshotsDue.ReadAllAsync(stoppingToken))
                await TryWriteAsync(collection, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryWriteAsync(string collection, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(collection, always: false, cancellationToken);
            if (await store.Leases.TryAcquireAsync(collection, "sweep", SweepInterval, cancellationToken) is not null)
                Log.Swept(logger, await store.Orphans.SweepAsync(collection, cancellationToken), collection);
        }
        // A worker recognises without new snapshots; the next thousand entries bring the next try.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure, collection);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Wrote a snapshot of collection {Collection} at version {Version}, with {Faces} faces.")]
        public static partial void Written(ILogger logger, string collection, long version, int faces);

        [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Objects} objects of enrolments in collection {Collection} that never ended.")]
        public static partial void Swept(ILogger logger, int objects, string collection);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of collection {Collection} could not be written; workers that start read its journal instead.")]
        public static partial void Failed(ILogger logger, Exception failure, string collection);
    }
}
