using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary><c>/people/{person}/faces</c>: enrolling faces, and what is enrolled.</summary>
internal static class EnrollmentEndpoints
{
    static readonly ProblemKind[] Missing = [ProblemKinds.InvalidName, ProblemKinds.NoSuchPerson, ProblemKinds.NoSuchEnrolledFace];

    public static void MapEnrollment(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/people/{person}/faces").WithTags("Faces").Needs(Scope.Enroll, CollectionUse.Default);
        group.MapPost("/", EnrollAsync).TakesPicture().Answers<FaceEnrolled>(StatusCodes.Status201Created).Answers<FaceEnrolled>()
            .Documented("enrollFace", "Enrols a face of a picture.", [.. Failures.Upload, .. Failures.Workers, .. Failures.Gate, ProblemKinds.InvalidName, ProblemKinds.NoSuchEnrolledFace]);
        group.MapGet("/", ListAsync).Documented("listFaces", "Lists a person's faces.", ProblemKinds.InvalidName, ProblemKinds.NoSuchPerson).Answers<IReadOnlyList<EnrolledFace>>();
        group.MapGet("/{face}", GetAsync).Documented("getFace", "Gives one of a person's faces.", Missing).Answers<EnrolledFace>();
        group.MapGet("/{face}/thumbnail", ThumbnailAsync).Documented("getFaceThumbnail", "Gives the cut-out face.", Missing).AnswersPicture();
        group.MapDelete("/{face}", DeleteAsync).Documented("deleteFace", "Erases a face, and tells what was erased.", Missing).Answers<ErasureReceipt>();
        group.MapPost("/{face}/move", MoveAsync).Documented("moveFace", "Gives a face to another person of the collection.", [.. Missing, ProblemKinds.MalformedRequest]).Answers<PersonSummary>();
    }

    static async Task<IResult> EnrollAsync(string person, HttpRequest request, UploadReader uploads, Enroller enroller, string? collection, int? face, string? accept, string? replaces,
        CancellationToken cancellationToken)
    {
        if ((Names.Check(person, collection, out var name, out var collectionName) ?? Enroller.CheckFace(face) ?? Enroller.CheckAccept(accept, out _)) is { } problem)
            return problem;
        Enroller.CheckAccept(accept, out var accepted);
        var upload = await uploads.ReadOneAsync(request, "file", cancellationToken);
        if (upload.Problem is { } badUpload)
            return badUpload;
        var answer = await enroller.EnrollAsync(upload.Value!, collectionName, name, face, accepted, replaces, cancellationToken);
        return answer.Value switch
        {
            null => answer.Problem!,
            { AlreadyEnrolled: true } enrolled => TypedResults.Ok(enrolled),
            var enrolled => TypedResults.Created($"/people/{Uri.EscapeDataString(name)}/faces/{enrolled.FaceId}?collection={collectionName}", enrolled),
        };
    }

    static Task<IResult> ListAsync(string person, GalleryStore gallery, string? collection, CancellationToken cancellationToken) =>
        WithPersonAsync(gallery, person, collection, (found, name) => TypedResults.Ok(PersonSummary.From(found, name).Faces), cancellationToken);

    static Task<IResult> GetAsync(string person, string face, GalleryStore gallery, string? collection, CancellationToken cancellationToken) =>
        WithPersonAsync(gallery, person, collection, (found, name) => found.Faces.FirstOrDefault(f => f.Id == face) is { } enrolled
            ? TypedResults.Ok(EnrolledFace.From(enrolled, found, name))
            : NoSuchFace(found.Name), cancellationToken);

    static async Task<IResult> ThumbnailAsync(string person, string face, GalleryStore gallery, string? collection, CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var view = await gallery.GetAsync(collectionName, cancellationToken);
        if (view.FindPerson(name)?.Faces.FirstOrDefault(f => f.Id == face) is not { } enrolled
            || await gallery.Faces.TryReadThumbnailAsync(collectionName, enrolled, cancellationToken) is not { } bytes)
            return NoSuchFace(name);
        return TypedResults.Bytes(bytes, PictureFormat.Sniff(bytes)?.MediaType ?? "application/octet-stream");
    }

    static async Task<IResult> DeleteAsync(string person, string face, HttpContext context, GalleryEditor editor, FailedMessageErasure failed, string? collection,
        CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var removed = await editor.RemoveFaceAsync(collectionName, name, face, cancellationToken);
        return await failed.CompleteAsync(removed, Caller.Of(context), collectionName, person: null, wholeCollection: false, cancellationToken) is { } receipt
            ? TypedResults.Ok(receipt)
            : NoSuchFace(name);
    }

    static async Task<IResult> MoveAsync(string person, string face, Move body, GalleryStore gallery, GalleryEditor editor, string? collection,
        CancellationToken cancellationToken)
    {
        if ((Names.Check(person, collection, out var name, out var collectionName) ?? Names.CheckPerson(body.To, out _)) is { } problem)
            return problem;
        Names.CheckPerson(body.To, out var to);
        var view = await gallery.GetAsync(collectionName, cancellationToken);
        if (view.FindPerson(name)?.Faces.Any(f => f.Id == face) is not true)
            return NoSuchFace(name);
        var change = await editor.MoveFaceAsync(collectionName, face, to, cancellationToken);
        return change.Outcome switch
        {
            GalleryOutcome.NoSuchPerson => PeopleEndpoints.NoSuchPerson(to, collectionName),
            GalleryOutcome.NoSuchFace => NoSuchFace(name),
            _ => TypedResults.Ok(PersonSummary.From(change.View.FindPerson(to)!, collectionName)),
        };
    }

    static async Task<IResult> WithPersonAsync(GalleryStore gallery, string person, string? collection, Func<Person, string, IResult> answer,
        CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var view = await gallery.GetAsync(collectionName, cancellationToken);
        return view.FindPerson(name) is { } found ? answer(found, collectionName) : PeopleEndpoints.NoSuchPerson(name, collectionName);
    }

    static Problem NoSuchFace(string person) => new(ProblemKinds.NoSuchEnrolledFace, $"{person} has no such enrolled face.");

    /// <param name="To">The name of the person whose face it really is.</param>
    internal sealed record Move(string? To);
}
