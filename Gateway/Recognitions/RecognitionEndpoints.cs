using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary><c>/recognitions</c>: who is in a picture.</summary>
internal static class RecognitionEndpoints
{
    // Workers take a second or less; asking sooner costs more than it tells.
    const string RetryAfterSeconds = "1";

    public static void MapRecognitions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/recognitions").WithTags("Recognitions");
        group.MapPost("/", RecognizeAsync);
        group.MapGet("/{id:guid}", GetAsync);
    }

    static async Task<IResult> RecognizeAsync(HttpContext context, UploadReader uploads, Recognizer recognizer, TimeProvider clock, IOptions<GatewayOptions> options,
        string? collection, int? maxCandidates, float? threshold, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var query = RecognitionQuery.Check(collection, maxCandidates, threshold);
        if (query.Problem is { } badQuery)
            return badQuery;
        var waiting = Waiting.Read(context.Request.Headers["Prefer"], options.Value.RequestTimeout);
        var upload = await uploads.ReadOneAsync(context.Request, "file", cancellationToken);
        if (upload.Problem is { } badUpload)
            return badUpload;

        var run = await recognizer.StartAsync(upload.Value!, query.Value!, cancellationToken);
        if (waiting.Applied is { } applied)
            context.Response.Headers["Preference-Applied"] = applied;
        if (!await FinishesWithinAsync(run, waiting, clock, cancellationToken))
            return Running(run.Id, context.Response);

        var answer = await run.Answer;
        if (answer.Value is { } recognized)
            return TypedResults.Ok(RecognitionAnswer.From(recognized, run.Cached, clock.GetElapsedTime(started).TotalMilliseconds));
        return answer.Problem!.Kind == ProblemKinds.TimedOut
            ? answer.Problem with { Detail = $"{answer.Problem.Detail} The work goes on: its result will be at {run.Location}.", Location = run.Location }
            : answer.Problem;
    }

    static async Task<IResult> GetAsync(Guid id, PictureStore pictures, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await pictures.FindResultAsync(id, cancellationToken) is { } result)
            return result switch
            {
                { Recognized: { } recognized } => TypedResults.Ok(RecognitionAnswer.From(recognized, cached: false)),
                { Rejected: { } rejected } => Problem.From(rejected),
                { Failed: { } failed } => Problem.From(failed),
                _ => throw new InvalidDataException($"The stored result of recognition {id} is empty."),
            };
        return await pictures.HasPictureAsync(id, cancellationToken)
            ? Running(id, response)
            : new Problem(ProblemKinds.NoSuchRecognition, $"There is no recognition {id}; it never was, or it has been erased.");
    }

    static IResult Running(Guid id, HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Accepted(RecognitionRun.LocationOf(id), new { id, status = "running" });
    }

    static async Task<bool> FinishesWithinAsync(RecognitionRun run, Waiting waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Without a preference the request's own time-out ends the wait, and tells why.
        if (!waiting.IsPreferred)
        {
            await run.Answer.WaitAsync(cancellationToken);
            return true;
        }

        if (run.Answer.IsCompleted)
            return true;
        try
        {
            await run.Answer.WaitAsync(waiting.For, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
