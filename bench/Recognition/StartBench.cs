using System.Collections.Immutable;
using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Tests;

namespace FaceRec.Recognition.Bench;

/// <summary>How long a worker takes from nothing to a loaded gallery and warm networks, with a snapshot in place.</summary>
internal static class StartBench
{
    private const string Collection = "bench";

    /// <param name="endpoint">An S3 endpoint such as LocalCloud's; null = a bucket in this process.</param>
    public static async Task RunAsync(int faces, Uri? endpoint)
    {
        var buckets = new Buckets($"bench-{Guid.NewGuid():N}"[..20]);
        using IAmazonS3 s3 = endpoint is null
            ? new MemoryS3()
            : new AmazonS3Client(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true });
        if (endpoint is not null)
        {
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = buckets.Output });
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = buckets.Input });
        }
        using (var engine = new FaceEngine(new EngineOptions()))
            await FillAsync(s3, buckets, engine.Manifest.Identity, faces);
        GC.Collect();

        for (var run = 1; run <= 3; run++)
        {
            var watch = Stopwatch.StartNew();
            var busy = Environment.CpuUsage.TotalTime;
            using var engine = new FaceEngine(new EngineOptions());
            engine.WarmUp();
            var warm = watch.Elapsed;
            var gallery = new LiveGallery(new GalleryStore(s3, buckets, TimeProvider.System), engine);
            await gallery.LoadAsync(CancellationToken.None);
            Console.WriteLine($"{faces:N0} faces: networks {warm.TotalSeconds:F2} s, gallery {(watch.Elapsed - warm).TotalSeconds:F2} s, ready after {watch.Elapsed.TotalSeconds:F2} s; {(Environment.CpuUsage.TotalTime - busy).TotalSeconds:F2} s of processor time; {GC.GetTotalMemory(true) / 1e6:N0} MB");
        }
    }

    private static async Task FillAsync(IAmazonS3 s3, Buckets buckets, string model, int faces)
    {
        var store = new GalleryStore(s3, buckets, TimeProvider.System);
        var changes = ImmutableArray.CreateBuilder<Change>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < faces; i++)
        {
            var (person, id) = ($"{i / 2:x16}", $"{i:x32}");
            if (i % 2 == 0)
                changes.Add(new Change.PersonAdded(person, $"Person {i / 2}"));
            numbers[id] = i;
            changes.Add(new Change.FaceAdded(person, new Face
            {
                Id = id,
                Object = $"{id}/{Guid.NewGuid():N}",
                Model = model,
                Box = new PictureBox(12.5f, 13.25f, 100.125f, 120.5f),
                Score = 0.98765f,
                Quality = new FaceQuality(120.5f, 88.8f, 12.3f, -4.5f),
                PictureKey = ObjectKeys.Picture(Guid.NewGuid()),
                EnrolledAt = DateTimeOffset.UtcNow,
            }));
        }
        var view = CollectionView.Empty(Collection).Apply(new JournalEntry { Version = 1, Id = Guid.NewGuid(), At = DateTimeOffset.UtcNow, Changes = changes.ToImmutable() });
        var head = await store.Snapshots.ReadHeadAsync(Collection, CancellationToken.None);
        await store.Snapshots.TryReplaceAsync(head, view, face => RandomFaces.Embedding(numbers[face.Id]), CancellationToken.None);
    }
}
