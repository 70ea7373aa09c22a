using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace FaceRec.Gateway;

/// <summary><c>/recognitions/{id}/events</c>: server-sent events for as long as a recognition runs, and its outcome.</summary>
internal static class RecognitionEvents
{
    // A result is looked for often at first, when most recognitions finish, then less often.
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // Proxies cut connections on which nothing is heard, usually after 30 to 60 s.
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    // As long as the longest REQUEST_TIMEOUT: what has not finished then is in the error queue.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static void MapRecognitionEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/recognitions/{id:guid}/events", FollowAsync).WithTags("Recognitions").Needs(Scope.Recognize)
            .Documented("followRecognition", "Tells of a recognition while it runs, as server-sent events: running, then finished or failed.", ProblemKinds.NoSuchRecognition)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");

    static async Task<IResult> FollowAsync(Guid id, RecognitionLookup recognitions, Recognizer recognizer, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var state = await recognitions.FindAsync(id, caller, cancellationToken);
        if (!state.Exists)
            return state.ToResult(context.Response);
        // Without a body there is nothing to wait for.
        return TypedResults.ServerSentEvents(HttpMethods.IsHead(context.Request.Method)
            ? AsyncEnumerable.Empty<SseItem<object>>()
            : EventsAsync(state, caller, recognitions, recognizer.FindRunning(id), clock, cancellationToken));
    }

    static async IAsyncEnumerable<SseItem<object>> EventsAsync(RecognitionState state, Caller caller, RecognitionLookup recognitions, RecognitionRun? run, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (started, told, pause) = (clock.GetTimestamp(), TimeSpan.MinValue, FirstPause);
        while (state is { Exists: true, Finished: null })
        {
            var elapsed = clock.GetElapsedTime(started);
            if (elapsed > Patience)
                break;
            if (told == TimeSpan.MinValue || elapsed - told >= Heartbeat)
            {
                told = elapsed;
                yield return new SseItem<object>(RecognitionProgress.Of(state.Id, clock.GetUtcNow(), run), "running");
            }

            // Where this Gateway asked, the answer itself wakes us; its result is stored by then.
            var pausing = Task.Delay(pause, clock, cancellationToken);
            await (run is null || run.Answer.IsCompleted ? pausing : Task.WhenAny(run.Answer, pausing));
            cancellationToken.ThrowIfCancellationRequested();
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, LongestPause.Ticks));
            state = await recognitions.FindAsync(state.Id, caller, cancellationToken);
        }

        yield return state switch
        {
            { Finished.Recognized: { } recognized } => new SseItem<object>(RecognitionAnswer.From(recognized, cached: false), "finished"),
            { Finished.Rejected: { } rejected } => new SseItem<object>(Problem.From(rejected).Details(), "failed"),
            { Finished.Failed: { } failed } => new SseItem<object>(Problem.From(failed).Details(), "failed"),
            { Exists: false } => new SseItem<object>(new Problem(ProblemKinds.NoSuchRecognition, "The recognition has been erased.").Details(), "failed"),
            _ => new SseItem<object>(new Problem(ProblemKinds.TimedOut, $"No result within {Patience.TotalMinutes:0} minutes.").Details(), "failed"),
        };
    }
}
