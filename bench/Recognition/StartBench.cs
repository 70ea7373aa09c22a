using System.Collections.Immutable;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FaceRec.Gallery;
using FaceRec.GatewayBench;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Models;

namespace FaceRec.Recognition.Bench;

/// <summary>How long a new worker process takes until it is ready, with a snapshot of so many faces in LocalCloud's S3.</summary>
internal static class StartBench
{
    private const string Id = "bench";
    private const string Collection = "bench";

    public static async Task RunAsync(int faces, int runs, string? folder)
    {
        await using var aws = await AwsProcess.StartAsync();
        var buckets = new Buckets(Id);
        using IAmazonS3 s3 = new AmazonS3Client(
            new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = buckets.Input });
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = buckets.Output });
        var manifest = ModelManifest.Load(Path.Combine(AppContext.BaseDirectory, new EngineOptions().Manifest));
        await FillAsync(s3, buckets, manifest.Identity, faces);

        var (seconds, cpu) = (new List<double>(), new List<double>());
        for (var run = 1; run <= runs; run++)
        {
            await using var worker = await WorkerProcess.StartAsync(aws.Endpoint, Id, folder);
            seconds.Add(worker.ReadyAfter.TotalSeconds);
            cpu.Add(worker.Cpu.TotalSeconds);
            Console.WriteLine($"{faces:N0} faces: ready {seconds[^1]:F2} s after the process began; {cpu[^1]:F2} s of processor time, {worker.Megabytes:N0} MB, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        }
        Console.WriteLine($"median of {runs}: {Timing.Median(seconds):F2} s, {Timing.Median(cpu):F2} s of processor time");
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
