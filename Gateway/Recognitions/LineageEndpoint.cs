using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>
/// <c>POST /</c> as the clients of older web tiers know it: a multipart form with <c>inputFile</c>, answered as text with the file's name
/// without extension, a colon, and the name of the person, or <c>unknown</c>.
/// </summary>
internal static class LineageEndpoint
{
    const string Unknown = "unknown";

    public static void MapLineage(this IEndpointRouteBuilder routes) => routes.MapPost("/", RecognizeAsync).WithTags("Lineage").Needs(Scope.Recognize, CollectionUse.Default)
        .Documented("recognizeAsText", "Says who is in a picture, as text: name:label.", [.. Failures.Upload, .. Failures.Workers])
        .TakesForm("inputFile").Produces<string>(StatusCodes.Status200OK, "text/plain");

    static async Task<IResult> RecognizeAsync(HttpRequest request, UploadReader uploads, Recognizer recognizer, string? collection, CancellationToken cancellationToken)
    {
        var query = RecognitionQuery.Check(collection, maxCandidates: 0, threshold: null);
        if (query.Problem is { } badQuery)
            return badQuery;
        var upload = await uploads.ReadOneAsync(request, "inputFile", cancellationToken);
        if (upload.Problem is { } badUpload)
            return badUpload;
        var run = await recognizer.StartAsync(upload.Value!, query.Value!, cancellationToken);
        var answer = await run.Answer.WaitAsync(cancellationToken);
        return answer.Value is { } recognized
            ? TypedResults.Text($"{FileLabel.Stem(upload.Value!.FileName ?? "picture")}:{Label(recognized.Faces)}")
            : answer.Problem!;
    }

    /// <summary>One name for a picture: that of the largest face with a name.</summary>
    internal static string Label(IEnumerable<RecognizedFace> faces) =>
        faces.Where(face => face.Outcome is FaceOutcome.Recognized).MaxBy(face => face.Box.Width * face.Box.Height)?.Person ?? Unknown;
}
