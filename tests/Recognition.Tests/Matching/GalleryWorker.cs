using Amazon.S3;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Tests.Matching;

/// <summary>One worker's gallery, as every process has one of its own, over the buckets that all share.</summary>
internal sealed class GalleryWorker
{
    public const string Collection = "staff";

    private readonly Enrollment _enrollment;

    public GalleryWorker(FaceEngine engine, IAmazonS3 s3, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        Store = new GalleryStore(s3, new Buckets("test"), clock);
        Gallery = new LiveGallery(Store, engine);
        Writer = new SnapshotWriter(Gallery, Store, NullLogger<SnapshotWriter>.Instance);
        _enrollment = new Enrollment(engine, Gallery, Store, clock, Options.Create(new RecognitionOptions()), Options.Create(new EngineOptions()));
    }

    public GalleryStore Store { get; }
    public LiveGallery Gallery { get; }
    public SnapshotWriter Writer { get; }

    /// <summary>A face that is unlike all others, and always the same for one number.</summary>
    public static float[] EmbeddingOf(int number) => FaceIndexTests.Embedding(new Random(number)).ToArray();

    public async Task<EnrollmentDecision> EnrollAsync(int number, CancellationToken cancellationToken)
    {
        var request = new EnrollFace { EnrollmentId = Guid.NewGuid(), PictureKey = $"pictures/{number}", Collection = Collection, Person = $"Person {number % 100}" };
        var found = new FoundFace(
            new PictureBox(1, 2, 30, 40), 1, new FaceLandmarks(new(0, 0), new(0, 0), new(0, 0), new(0, 0), new(0, 0)), new FaceQuality(40, 40, 0, 0), EmbeddingOf(number));
        return await _enrollment.EnrollAsync(request, found, BitConverter.GetBytes(number), cancellationToken);
    }

    /// <summary>Whose face is most like that of a number, and how alike.</summary>
    public async Task<(string? Person, float Similarity)> RecognizeAsync(int number, CancellationToken cancellationToken)
    {
        var collection = await Gallery.FollowAsync(Collection, cancellationToken);
        return collection.FindClosest(EmbeddingOf(number), 1) is [var best] ? (best.Person.Name, best.Similarity) : (null, 0);
    }
}
