using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary><c>/detections</c>: where the faces of a picture are, without names.</summary>
internal static class DetectionEndpoints
{
    public static void MapDetections(this IEndpointRouteBuilder routes) => routes.MapPost("/detections", DetectAsync).WithTags("Detections").Needs(Scope.Recognize)
        .Documented("detectFaces", "Says where the faces of a picture are, without names.", [.. Failures.Upload, .. Failures.Workers, .. Failures.Repeating])
        .TakesPicture().Answers<DetectionAnswer>();

    static async Task<IResult> DetectAsync(HttpContext context, UploadReader uploads, PictureQuestions questions, IdempotentRequests idempotency, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var upload = await uploads.ReadOneAsync(context.Request, "file", cancellationToken);
        if (upload.Problem is { } problem)
            return problem;
        return await idempotency.RunAsync(context, [upload.Value!], async () =>
        {
            var answer = await questions.AskAsync<DetectFaces, FacesDetected>([upload.Value!], "",
                (id, keys) => new DetectFaces { DetectionId = id, PictureKey = keys[0], RequestedAt = clock.GetUtcNow() }, keeps: _ => false, cancellationToken);
            return answer.Value is { } detected ? TypedResults.Ok(DetectionAnswer.From(detected)) : answer.Problem!;
        }, cancellationToken);
    }
}
