using System.Collections.Immutable;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Work;

/// <summary>Adds faces to the gallery, each decided on the newest version of the collection; whoever loses a race decides again.</summary>
internal sealed class Enrollment(
    FaceEngine engine, LiveGallery gallery, GalleryStore store, TimeProvider clock, IOptions<RecognitionOptions> options, IOptions<EngineOptions> engineOptions)
{
    /// <summary>Enrols the face, or says why not. Doing it again, here or on another worker, changes nothing more.</summary>
    /// <param name="picture">The uploaded picture that shows the face.</param>
    public async Task<EnrollmentDecision> EnrollAsync(EnrollFace request, FoundFace found, byte[] picture, CancellationToken cancellationToken)
    {
        var face = Describe(request, found, FaceIds.Of(request.Collection, picture, found.Box));
        var written = false;
        while (true)
        {
            var collection = await gallery.FollowAsync(request.Collection, cancellationToken);
            var decision = Decide(request, face, found.Embedding, collection, engine.Manifest.Matching, options.Value.StrangersNamed);
            if (decision.Changes.IsEmpty)
            {
                if (written)
                    await store.Faces.DeleteAsync(request.Collection, face, cancellationToken);
                return decision;
            }
            if (!written && decision.Changes.Any(change => change is Change.FaceAdded))
            {
                var thumbnail = Thumbnail.TryMake(picture, engineOptions.Value.MaxPixels, found.Box) ?? [];
                await store.Faces.WriteAsync(request.Collection, face, new FaceContent(found.Embedding, thumbnail, picture), cancellationToken);
                written = true;
            }
            if (await store.TryCommitAsync(collection.View, decision.Changes, cancellationToken) is not { } view)
                continue;
            if (decision.Changes.Any(change => change is Change.FaceRemoved))
                await store.Erasure.FinishAsync(request.Collection, cancellationToken);
            return decision with { Version = view.Version };
        }
    }

    /// <summary>What to change in the collection as it is.</summary>
    public static EnrollmentDecision Decide(
        EnrollFace request, Face face, float[] embedding, IndexedCollection collection, MatchingRules rules, double strangersNamed)
    {
        var view = collection.View;
        var owner = view.FindOwner(face.Id);
        if (owner?.Name == request.Person)
            return new EnrollmentDecision { FaceId = face.Id, AlreadyEnrolled = true, Version = view.FindFace(face.Id)!.Entries[0] };
        if (request.Replaces is { } old && view.FindOwner(old)?.Name != request.Person)
            return Refuse(face, RejectionCodes.NoSuchEnrolledFace, $"{request.Person} has no enrolled face {old} to replace.");
        if (!request.Accept.Contains(RejectionCodes.LooksLikeSomebodyElse) && LooksLikeSomebodyElse(request.Person, embedding, collection, rules, strangersNamed))
            return Refuse(face, RejectionCodes.LooksLikeSomebodyElse, "The face looks like somebody who is enrolled under another name.");

        var person = view.FindPerson(request.Person);
        var personId = person?.Id ?? GalleryEditor.NewPersonId();
        ImmutableArray<Change> changes = [];
        if (person is null)
            changes = changes.Add(new Change.PersonAdded(personId, request.Person));
        if (request.Replaces is { } replaced)
            changes = changes.Add(new Change.FaceRemoved(replaced));
        changes = changes.Add(owner is null ? new Change.FaceAdded(personId, face) : new Change.FaceMoved(face.Id, personId));
        return new EnrollmentDecision { FaceId = face.Id, Changes = changes };
    }

    private static bool LooksLikeSomebodyElse(string person, float[] embedding, IndexedCollection collection, MatchingRules rules, double strangersNamed)
    {
        var threshold = Calibration.ThresholdFor(collection.View.FaceCount, strangersNamed, rules.Calibration);
        return collection.FindClosest(embedding, 2).Exists(candidate => candidate.Person.Name != person && candidate.Similarity >= threshold);
    }

    private static EnrollmentDecision Refuse(Face face, string code, string detail) => new() { FaceId = face.Id, Rejection = new Rejection(code, detail) };

    private Face Describe(EnrollFace request, FoundFace found, string id) => new()
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
}
