namespace FaceRec.Gateway;

/// <summary><c>/recognitions/{id}/picture</c>: the picture with boxes and names, and as it was uploaded.</summary>
internal static class RecognitionPictureEndpoints
{
    public static void MapRecognitionPictures(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/recognitions/{id:guid}/picture").WithTags("Recognitions");
        group.MapGet("/", AnnotatedAsync).Needs(Scope.Recognize).Documented("getRecognitionPicture", "Gives the picture with boxes and names drawn.", Failures.Stored)
            .AnswersPicture().Answers<RunningRecognition>(StatusCodes.Status202Accepted);
        group.MapGet("/original", OriginalAsync).Needs(Scope.Operate).Documented("getRecognitionOriginal", "Gives the picture as it was uploaded.", ProblemKinds.NoSuchRecognition, ProblemKinds.PictureGone)
            .AnswersPicture("image/png", "image/webp", "image/gif", "image/bmp");
    }

    static async Task<IResult> AnnotatedAsync(Guid id, RecognitionLookup recognitions, PictureStore pictures, PicturePainter painter, HttpContext context,
        CancellationToken cancellationToken)
    {
        var found = await recognitions.FindAsync(id, Caller.Of(context), cancellationToken);
        if (found.Finished?.Recognized is not { } recognized)
            return found.ToResult(context.Response);
        if (await pictures.FindPictureAsync(id, cancellationToken) is not { } picture)
            return Gone(id);
        return await painter.PaintAsync(picture.Bytes, recognized, cancellationToken) is { } jpeg
            ? Picture(context.Response, jpeg, "image/jpeg")
            : new Problem(ProblemKinds.UnreadablePicture, "The stored picture cannot be decoded.");
    }

    static async Task<IResult> OriginalAsync(Guid id, RecognitionLookup recognitions, PictureStore pictures, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await recognitions.FindAsync(id, Caller.Of(context), cancellationToken);
        if (!found.Exists)
            return found.ToResult(context.Response);
        return await pictures.FindPictureAsync(id, cancellationToken) is { } picture ? Picture(context.Response, picture.Bytes, picture.MediaType) : Gone(id);
    }

    static IResult Picture(HttpResponse response, byte[] bytes, string mediaType)
    {
        // What is erased must not live on in somebody's cache.
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(bytes, mediaType);
    }

    static Problem Gone(Guid id) => new(ProblemKinds.PictureGone, $"The picture of recognition {id} is no longer stored; its result is.");
}
