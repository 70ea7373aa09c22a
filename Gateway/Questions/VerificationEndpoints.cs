using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary><c>/verifications</c>: whether two pictures show the same person, or a picture shows a given one. The largest face of a picture counts.</summary>
internal static class VerificationEndpoints
{
    public static void MapVerifications(this IEndpointRouteBuilder routes) => routes.MapPost("/verifications", VerifyAsync).WithTags("Verifications")
        .Needs(Scope.Recognize, CollectionUse.IfGiven)
        .Documented("verifyFaces", "Says whether two pictures show the same person, or a picture shows a given one.",
            [.. Failures.Upload, .. Failures.Workers, .. Failures.Repeating, ProblemKinds.NoFace, ProblemKinds.InvalidName, ProblemKinds.NoSuchPerson, ProblemKinds.NoSuchEnrolledFace])
        .TakesForm("file", "other").Answers<VerificationAnswer>();

    static async Task<IResult> VerifyAsync(HttpContext context, UploadReader uploads, PictureQuestions questions, IdempotentRequests idempotency, GalleryStore gallery,
        TimeProvider clock, string? person, string? collection, float? threshold, CancellationToken cancellationToken)
    {
        if (Names.CheckCollection(collection, out var collectionName) is { } badCollection)
            return badCollection;
        if (RecognitionQuery.CheckThreshold(threshold) is { } badThreshold)
            return badThreshold;
        string? name = null;
        if (person is not null)
        {
            if (Names.CheckPerson(person, out var checkedName) is { } badName)
                return badName;
            if (!Caller.Of(context).MayUse(collectionName))
                return AccessGate.NotAllowed(collectionName);
            name = checkedName;
        }

        string[] fields = name is null ? ["file", "other"] : ["file"];
        var read = await uploads.ReadAsync(context.Request, fields, cancellationToken);
        if (read.Problem is { } badUpload)
            return badUpload;
        var pictures = fields.Select(field => read.Value![field]).ToList();

        return await idempotency.RunAsync(context, pictures, async () =>
        {
            var version = 0L;
            if (name is not null)
            {
                var view = await gallery.GetAsync(collectionName, cancellationToken);
                version = view.Version;
                if (view.FindPerson(name) is not { } enrolled)
                    return PeopleEndpoints.NoSuchPerson(name, collectionName);
                if (enrolled.Faces.IsEmpty)
                    return new Problem(ProblemKinds.NoSuchEnrolledFace, $"{name} has no enrolled face to compare with.");
            }

            var answer = await questions.AskAsync<VerifyFaces, FacesVerified>(pictures, collectionName, (id, keys) => new VerifyFaces
            {
                VerificationId = id,
                PictureKey = keys[0],
                OtherPictureKey = keys.ElementAtOrDefault(1),
                Person = name,
                Collection = collectionName,
                GalleryVersion = version,
                Threshold = threshold,
                RequestedAt = clock.GetUtcNow(),
            }, keeps: _ => false, cancellationToken);
            return answer.Value is { } verified ? TypedResults.Ok(VerificationAnswer.From(verified)) : answer.Problem!;
        }, cancellationToken);
    }
}
