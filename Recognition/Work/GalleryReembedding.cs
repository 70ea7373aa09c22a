using System.Collections.Concurrent;
using System.Collections.Immutable;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Work;

/// <summary>
/// Embeds every face of a gallery again, from the stored pictures, with the models of this worker. Run it with no worker of the
/// other models running: they refuse what it writes. It may be stopped and run again; faces already done are left alone.
/// </summary>
internal sealed partial class GalleryReembedding(
    FaceEngine engine, GalleryStore store, SnapshotWriter snapshots, IOptions<EngineOptions> engineOptions, ILogger<GalleryReembedding> logger)
{
    // Faces that become one journal entry.
    private const int Batch = 64;
    // A face of the stored picture is the enrolled one where their boxes overlap at least so much: detectors draw boxes differently.
    private const float LeastOverlap = 0.3f;

    /// <summary>Embeds the faces of a collection, or of all, and returns how many could not be.</summary>
    public async Task<int> RunAsync(string? collection, CancellationToken cancellationToken)
    {
        var failed = 0;
        foreach (var name in collection is null ? await store.ListNamesAsync(cancellationToken) : [collection])
            failed += await RunCollectionAsync(name, cancellationToken);
        return failed;
    }

    private async Task<int> RunCollectionAsync(string collection, CancellationToken cancellationToken)
    {
        var view = await store.GetAsync(collection, cancellationToken);
        var old = view.People.SelectMany(person => person.Faces).Where(face => face.Model != engine.Manifest.Identity).ToList();
        var (done, failed) = (0, 0);
        foreach (var batch in old.Chunk(Batch))
        {
            var made = new ConcurrentBag<(Face Old, Face New)>();
            await Parallel.ForEachAsync(batch, cancellationToken, async (face, token) =>
            {
                if (await TryEmbedAsync(collection, face, token) is { } again)
                    made.Add((face, again));
            });
            done += await CommitAsync(collection, [.. made], cancellationToken);
            failed += batch.Length - made.Count;
            Log.Progress(logger, collection, done, failed, old.Count);
        }
        // What is left of other models would make the snapshot's reader refuse it, as it must.
        if (done > 0 && failed == 0)
            await snapshots.WriteAsync(collection, always: true, cancellationToken);
        return failed;
    }

    private async Task<Face?> TryEmbedAsync(string collection, Face face, CancellationToken cancellationToken)
    {
        if (await store.Faces.TryReadPictureAsync(collection, face, cancellationToken) is not { } picture)
        {
            Log.Failed(logger, face.Id, collection, "its picture is no longer stored");
            return null;
        }
        var found = engine.TryAnalyze(picture, embed: true, out var rejection)?.Faces.MaxBy(other => Overlap(other.Box, face.Box));
        if (found is null || Overlap(found.Box, face.Box) < LeastOverlap)
        {
            Log.Failed(logger, face.Id, collection, rejection?.Detail ?? "the detector does not find it in its picture");
            return null;
        }
        var again = face with
        {
            Object = $"{face.Id}/{Guid.NewGuid():N}",
            Model = engine.Manifest.Identity,
            Box = found.Box,
            Score = found.Score,
            Quality = found.Quality,
        };
        var thumbnail = Thumbnail.TryMake(picture, engineOptions.Value.MaxPixels, found.Box) ?? [];
        await store.Faces.WriteAsync(collection, again, new FaceContent(found.Embedding, thumbnail, picture), cancellationToken);
        return again;
    }

    private async Task<int> CommitAsync(string collection, IReadOnlyList<(Face Old, Face New)> made, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = await store.GetAsync(collection, cancellationToken);
            // Erased or enrolled anew since we began: then there is nothing to replace.
            var current = made.Where(pair => view.FindFace(pair.Old.Id)?.Object == pair.Old.Object).ToList();
            ImmutableArray<Change> changes = [.. current.Select(pair => new Change.FaceReplaced(pair.New))];
            if (!changes.IsEmpty && await store.TryCommitAsync(view, changes, cancellationToken) is null)
                continue;
            foreach (var (before, after) in made)
                await store.Faces.DeleteAsync(collection, current.Contains((before, after)) ? before : after, cancellationToken);
            return current.Count;
        }
    }

    /// <summary>Intersection over union.</summary>
    internal static float Overlap(PictureBox a, PictureBox b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        return width <= 0 || height <= 0 ? 0 : width * height / (a.Width * a.Height + b.Width * b.Height - width * height);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Collection {Collection}: {Done} faces embedded again and {Failed} not, of {All}.")]
        public static partial void Progress(ILogger logger, string collection, int done, int failed, int all);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Face {FaceId} of collection {Collection} could not be embedded again: {Reason}. Enroll it again, or delete it.")]
        public static partial void Failed(ILogger logger, string faceId, string collection, string reason);
    }
}
