using System.Numerics.Tensors;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using MassTransit;

namespace FaceRec.Recognition.Consumers;

/// <summary>Says whether two faces are one person's.</summary>
internal sealed class VerifyFacesConsumer(FaceEngine engine, LiveGallery gallery, PictureBucket pictures, Workload workload) : IConsumer<VerifyFaces>
{
    public Task Consume(ConsumeContext<VerifyFaces> context) => workload.RunAsync(context, () => VerifyAsync(context));

    private async Task VerifyAsync(ConsumeContext<VerifyFaces> context)
    {
        var request = ValidRequest.Of(context.Message);
        var (face, rejected) = await LargestFaceAsync(request.PictureKey, request.VerificationId, context.CancellationToken);
        FoundFace? other = null;
        if (face is not null && request.OtherPictureKey is { } otherKey)
            (other, rejected) = await LargestFaceAsync(otherKey, request.VerificationId, context.CancellationToken);
        if (rejected is not null)
        {
            await context.AnswerAsync(rejected);
            return;
        }

        var similarity = other is not null
            ? TensorPrimitives.Dot<float>(face!.Embedding, other.Embedding)
            : await SimilarityToPersonAsync(face!, request, context.CancellationToken);
        var threshold = request.Threshold ?? engine.Manifest.Matching.Verification;
        await context.AnswerAsync(new FacesVerified
        {
            VerificationId = request.VerificationId,
            Same = similarity >= threshold,
            Similarity = similarity,
            Threshold = threshold,
            Box = face!.Box,
            OtherBox = other?.Box,
            Model = engine.Manifest.Identity,
        });
    }

    private async Task<(FoundFace? Face, PictureRejected? Rejected)> LargestFaceAsync(string key, Guid id, CancellationToken cancellationToken)
    {
        var picture = await pictures.TryReadAsync(key, cancellationToken);
        var analysis = PictureAnalyses.TryAnalyze(engine, picture, id, embed: true, out var rejected);
        var largest = analysis?.Faces.MaxBy(face => face.Box.Width * face.Box.Height);
        return largest is null
            ? (null, rejected ?? new PictureRejected { Id = id, Code = RejectionCodes.NoFace, Detail = "No face was found in the picture." })
            : (largest, null);
    }

    // Similar to nobody where the person is unknown or has no faces: the answer is then "not the same".
    private async Task<float> SimilarityToPersonAsync(FoundFace face, VerifyFaces request, CancellationToken cancellationToken)
    {
        var collection = await gallery.FollowAsync(request.Collection, cancellationToken);
        if (request.Person is null || collection.View.FindPerson(request.Person) is not { Faces.Length: > 0 } person)
            return -1;
        return collection.Faces.FindSimilarity(face.Embedding, person.Faces.Select(enrolled => enrolled.Id).ToHashSet(StringComparer.Ordinal)) ?? -1;
    }
}
