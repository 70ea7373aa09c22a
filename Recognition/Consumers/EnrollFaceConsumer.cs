using System.Collections.Immutable;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Pictures;
using FaceRec.Recognition.Work;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Consumers;

/// <summary>Adds a face to a person, decided on the newest version of the collection; whoever loses a race decides again.</summary>
internal sealed class EnrollFaceConsumer(
    FaceEngine engine, LiveGallery gallery, GalleryStore store, PictureBucket pictures, Workload workload, TimeProvider clock,
    IOptions<RecognitionOptions> options, IOptions<EngineOptions> engineOptions) : IConsumer<EnrollFace>
{
    public Task Consume(ConsumeContext<EnrollFace> context) => workload.RunAsync(() => EnrollAsync(context));

    private async Task EnrollAsync(ConsumeContext<EnrollFace> context)
    {
        var (request, cancellationToken) = (context.Message, context.CancellationToken);
        var picture = await pictures.TryReadAsync(request.PictureKey, cancellationToken);
        if (PictureAnalyses.TryAnalyze(engine, picture, request.EnrollmentId, embed: true, out var rejected) is not { } analysis)
        {
            await context.RespondAsync(rejected!);
            return;
        }
        if (Choose(analysis, request, out var rejection) is not { } found
            || (rejection = QualityGate.Check(found.Quality, options.Value.Enrollment, request.Accept)) is not null)
        {
            await RejectAsync(context, rejection!);
            return;
        }
        await CommitAsync(context, found, picture!);
    }

    private async Task CommitAsync(ConsumeContext<EnrollFace> context, FoundFace found, byte[] picture)
    {
        var (request, cancellationToken) = (context.Message, context.CancellationToken);
        var id = FaceIds.Of(request.Collection, picture, found.Box);
        Face? written = null;
        while (true)
        {
            var collection = await gallery.FollowAsync(request.Collection, cancellationToken);
            var owner = collection.View.FindOwner(id);
            if (owner?.Name == request.Person)
            {
                if (written is not null)
                    await store.Faces.DeleteAsync(request.Collection, written, cancellationToken);
                await context.RespondAsync(Answer(request, found, id, alreadyEnrolled: true, collection.View.FindFace(id)!.Entries[0]));
                return;
            }
            if (LooksLikeSomebodyElse(request, found, collection) is { } rejection)
            {
                if (written is not null)
                    await store.Faces.DeleteAsync(request.Collection, written, cancellationToken);
                await RejectAsync(context, rejection);
                return;
            }

            var person = collection.View.FindPerson(request.Person);
            var personId = person?.Id ?? GalleryEditor.NewPersonId();
            ImmutableArray<Change> changes = person is null ? [new Change.PersonAdded(personId, request.Person)] : [];
            if (owner is null)
                changes = changes.Add(new Change.FaceAdded(personId, written ??= await WriteAsync(request, found, id, picture, cancellationToken)));
            else
                changes = changes.Add(new Change.FaceMoved(id, personId));
            if (await store.TryCommitAsync(collection.View, changes, cancellationToken) is { } view)
            {
                await context.RespondAsync(Answer(request, found, id, alreadyEnrolled: false, view.Version));
                return;
            }
        }
    }

    private async Task<Face> WriteAsync(EnrollFace request, FoundFace found, string id, byte[] picture, CancellationToken cancellationToken)
    {
        var face = new Face
        {
            Id = id,
            Object = $"{id}/{Guid.NewGuid():N}",
            Model = engine.Manifest.Identity,
            Box = found.Box,
            Score = found.Score,
            Quality = found.Quality,
            PictureKey = request.PictureKey,
            EnrolledAt = clock.GetUtcNow(),
        };
        var thumbnail = Thumbnail.TryMake(picture, engineOptions.Value.MaxPixels, found.Box) ?? [];
        await store.Faces.WriteAsync(request.Collection, face, new FaceContent(found.Embedding, thumbnail, picture), cancellationToken);
        return face;
    }

    private Rejection? LooksLikeSomebodyElse(EnrollFace request, FoundFace found, IndexedCollection collection)
    {
        if (request.Accept.Contains(RejectionCodes.LooksLikeSomebodyElse))
            return null;
        var threshold = Calibration.ThresholdFor(collection.View.FaceCount, options.Value.StrangersNamed, engine.Manifest.Matching.Calibration);
        return collection.FindClosest(found.Embedding, 2).Exists(candidate => candidate.Person.Name != request.Person && candidate.Similarity >= threshold)
            ? new Rejection(RejectionCodes.LooksLikeSomebodyElse, "The face looks like somebody who is enrolled under another name.")
            : null;
    }

    private static FoundFace? Choose(PictureAnalysis analysis, EnrollFace request, out Rejection? rejection)
    {
        rejection = (analysis.Faces.Count, request.FaceIndex) switch
        {
            (0, _) => new Rejection(RejectionCodes.NoFace, "No face was found in the picture."),
            (var count, { } index) when index < 0 || index >= count =>
                new Rejection(RejectionCodes.NoSuchFace, $"The picture shows {count} faces, numbered from 0, left to right; there is no face {index}."),
            ( > 1, null) => new Rejection(RejectionCodes.SeveralFaces, $"The picture shows {analysis.Faces.Count} faces; say which is meant, from 0, left to right."),
            _ => null,
        };
        return rejection is null ? analysis.Faces[request.FaceIndex ?? 0] : null;
    }

    private static FaceEnrolled Answer(EnrollFace request, FoundFace found, string id, bool alreadyEnrolled, long version) => new()
    {
        EnrollmentId = request.EnrollmentId,
        Collection = request.Collection,
        Person = request.Person,
        FaceId = id,
        Box = found.Box,
        Score = found.Score,
        Quality = found.Quality,
        AlreadyEnrolled = alreadyEnrolled,
        GalleryVersion = version,
    };

    private static Task RejectAsync(ConsumeContext<EnrollFace> context, Rejection rejection) =>
        context.RespondAsync(new PictureRejected { Id = context.Message.EnrollmentId, Code = rejection.Code, Detail = rejection.Detail });
}
