using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary><c>/recognitions</c>: who is in a picture.</summary>
internal static class RecognitionEndpoints
{
    const int DefaultLimit = 20;
    const int MaxLimit = 100;

    public static void MapRecognitions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/recognitions").WithTags("Recognitions");
        group.MapPost("/", RecognizeAsync).Needs(Scope.Recognize, CollectionUse.Default)
            .Documented("recognize", "Says who is in a picture.", [.. Failures.Upload, .. Failures.Workers, .. Failures.Repeating])
            .TakesPicture().Answers<RecognitionAnswer>().Answers<RunningRecognition>(StatusCodes.Status202Accepted);
        group.MapGet("/", ListAsync).Needs(Scope.Recognize, CollectionUse.IfGiven)
            .Documented("listRecognitions", "Lists stored recognitions, the newest first.").Answers<RecognitionPage>();
        group.MapGet("/{id:guid}", GetAsync).Needs(Scope.Recognize)
            .Documented("getRecognition", "Gives a stored recognition, or says that it runs.", Failures.Stored).Answers<RecognitionAnswer>().Answers<RunningRecognition>(StatusCodes.Status202Accepted);
        group.MapDelete("/{id:guid}", DeleteAsync).Needs(Scope.Enroll)
            .Documented("deleteRecognition", "Erases a recognition, its picture and what failed of it, and tells what was erased.", ProblemKinds.NoSuchRecognition, ProblemKinds.StillRunning)
            .Answers<ErasedRecognition>();
    }

    static async Task<IResult> RecognizeAsync(HttpContext context, UploadReader uploads, Recognizer recognizer, IdempotentRequests idempotency, TimeProvider clock,
        IOptions<GatewayOptions> options, string? collection, int? maxCandidates, float? threshold, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var query = RecognitionQuery.Check(collection, maxCandidates, threshold);
        if (query.Problem is { } badQuery)
            return badQuery;
        var waiting = Waiting.Read(context.Request.Headers["Prefer"], options.Value.RequestTimeout);
        var upload = await uploads.ReadOneAsync(context.Request, "file", cancellationToken);
        if (upload.Problem is { } badUpload)
            return badUpload;
        return await idempotency.RunAsync(context, [upload.Value!], () => RunAsync(context, upload.Value!, query.Value!, waiting, recognizer, clock, started, cancellationToken), cancellationToken);
    }

    static async Task<IResult> RunAsync(HttpContext context, Upload upload, RecognitionQuery query, Waiting waiting, Recognizer recognizer, TimeProvider clock, long started,
        CancellationToken cancellationToken)
    {
        var run = await recognizer.StartAsync(upload, query, cancellationToken);
        if (waiting.Applied is { } applied)
            context.Response.Headers["Preference-Applied"] = applied;
        if (!await FinishesWithinAsync(run, waiting, clock, cancellationToken))
            return RecognitionState.Running(run.Id, context.Response);

        var answer = await run.Answer;
        if (answer.Value is { } recognized)
            return TypedResults.Ok(RecognitionAnswer.From(recognized, run.Cached, clock.GetElapsedTime(started).TotalMilliseconds));
        return answer.Problem!.Kind == ProblemKinds.TimedOut
            ? answer.Problem with { Detail = $"{answer.Problem.Detail} The work goes on: its result will be at {run.Location}.", Location = run.Location }
            : answer.Problem;
    }

    static async Task<IResult> ListAsync(HttpContext context, RecognitionHistory history, string? collection, Guid? before, int? limit, CancellationToken cancellationToken)
    {
        if (collection is not null && Names.CheckCollection(collection, out _) is { } problem)
            return problem;
        if (limit is < 1 or > MaxLimit)
            return new Problem(ProblemKinds.InvalidParameter, $"limit must be 1 to {MaxLimit}.");
        var caller = Caller.Of(context);
        return TypedResults.Ok(await history.ListAsync(
            result => (collection is null || result.Recognized?.Collection == collection) && caller.MayUse(result.Recognized?.Collection), before, limit ?? DefaultLimit, cancellationToken));
    }

    static async Task<IResult> GetAsync(Guid id, RecognitionLookup recognitions, HttpContext context, CancellationToken cancellationToken) =>
        (await recognitions.FindAsync(id, Caller.Of(context), cancellationToken)).ToResult(context.Response);

    static async Task<IResult> DeleteAsync(Guid id, RecognitionLookup recognitions, RecognitionErasure erasure, HttpContext context, CancellationToken cancellationToken)
    {
        var recognition = await recognitions.FindAsync(id, Caller.Of(context), cancellationToken);
        if (!recognition.Exists)
            return recognition.ToResult(context.Response);
        return recognition.Finished is null
            ? new Problem(ProblemKinds.StillRunning, $"A worker may be about to store the result of recognition {id}.", RetryAfter: RecognitionState.RetryAfter)
            : TypedResults.Ok(await erasure.EraseAsync(recognition, Caller.Of(context), cancellationToken));
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
