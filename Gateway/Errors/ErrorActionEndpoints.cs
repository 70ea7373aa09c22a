using System.Text.Json;
using System.Text.Json.Serialization;
using FaceRec.ErrorQueues;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>The part of <c>/errors</c> that changes something. Every action is in the audit trail, under the key's id.</summary>
internal static class ErrorActionEndpoints
{
    public static void MapErrorActions(this IEndpointRouteBuilder group)
    {
        group.MapPost("/redeliver", RedeliverAsync).Answers<RunResult>()
            .Documented("redeliverMessages", "Sends failed messages back to where they failed.", ProblemKinds.MalformedRequest, ProblemKinds.QueueUnusable);
        group.MapPost("/redrive", RedriveAsync).Answers<RunResult>()
            .Documented("redriveQueue", "Lets SQS move all of a dead-letter queue back in bulk.", ProblemKinds.MalformedRequest, ProblemKinds.QueueUnusable);
        group.MapPost("/delete", DeleteAsync).Answers<RunResult>().Documented("deleteMessages", "Deletes failed messages for good.", ProblemKinds.MalformedRequest, ProblemKinds.QueueUnusable);
        group.MapPost("/archive", ArchiveAsync).Answers<RunResult>()
            .Documented("archiveMessages", "Moves failed messages into S3, from where they can be restored.", ProblemKinds.MalformedRequest, ProblemKinds.QueueUnusable);
        group.MapPost("/restore", RestoreAsync).Answers<RunResult>()
            .Documented("restoreMessages", "Moves an archive's messages back into the error queues in which they were.", ProblemKinds.MalformedRequest);
        group.MapPost("/{message}/edit", EditAsync).Answers<RunResult>().Documented("editMessage", "Sends one changed copy of a message, with a new id, and deletes the message.",
            ProblemKinds.MalformedRequest, ProblemKinds.EditingNotAllowed, ProblemKinds.NoSuchMessage, ProblemKinds.QueueUnusable, ProblemKinds.EditRefused);
    }

    static async Task<IResult> RedeliverAsync(RedeliverMessages body, ErrorDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        if ((body.FindProblem() ?? CheckNumbers(body) ?? CheckDestination(body.To, desk)) is { } problem)
            return problem;
        return TypedResults.Ok(await desk.ActionsOf(Caller.Of(context))
            .RedeliverAsync(await desk.QueuesAsync(body.Queue, cancellationToken), body, body.Options, null, cancellationToken));
    }

    static async Task<IResult> RedriveAsync(Redrive body, ErrorDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Queue is null || body.Rate is < 1 or > 500)
            return new Problem(ProblemKinds.InvalidParameter, "queue must be a dead-letter queue, and rate, where it is given, 1 to 500.");
        if (CheckDestination(body.To, desk) is { } problem)
            return problem;
        var queues = await desk.QueuesAsync(null, cancellationToken);
        return queues.FirstOrDefault(queue => queue.Name == body.Queue && queue.DeadLetterOf is not null) is { } queue
            ? TypedResults.Ok(await desk.ActionsOf(Caller.Of(context)).RedriveAsync(queue, body.To, body.Rate, null, cancellationToken))
            : new Problem(ProblemKinds.QueueUnusable, $"{body.Queue} is no dead-letter queue of this installation.");
    }

    static async Task<IResult> DeleteAsync(MessageSelection body, ErrorDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.FindProblem() is { } problem)
            return problem;
        return TypedResults.Ok(await desk.ActionsOf(Caller.Of(context))
            .DeleteAsync(await desk.QueuesAsync(body.Queue, cancellationToken), body, body.DryRun, null, cancellationToken));
    }

    static async Task<IResult> ArchiveAsync(ArchiveMessages body, ErrorDesk desk, HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        var archive = body.Archive ?? MessageArchive.NameAt(clock.GetUtcNow());
        if ((body.FindProblem() ?? CheckArchive(archive)) is { } problem)
            return problem;
        return TypedResults.Ok(await desk.ActionsOf(Caller.Of(context))
            .ArchiveAsync(archive, await desk.QueuesAsync(body.Queue, cancellationToken), body, body.DryRun, null, cancellationToken));
    }

    static async Task<IResult> RestoreAsync(Restore body, ErrorDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        CheckArchive(body.Archive) is { } problem
            ? problem
            : TypedResults.Ok(await desk.ActionsOf(Caller.Of(context)).RestoreAsync(body.Archive!, body.DryRun, null, cancellationToken));

    static async Task<IResult> EditAsync(string message, Edit body, ErrorDesk desk, HttpContext context, IOptions<GatewayOptions> options, CancellationToken cancellationToken)
    {
        if (!options.Value.AllowErrorEdits)
            return new Problem(ProblemKinds.EditingNotAllowed, "Gateway:AllowErrorEdits is not set.");
        if ((body.Message.ValueKind is JsonValueKind.Undefined ? new Problem(ProblemKinds.MalformedRequest, "The body must have the changed message as its member message.") : CheckDestination(body.To, desk)) is { } problem)
            return problem;
        if (await desk.FindAsync(message, cancellationToken) is not { } found)
            return ErrorEndpoints.NoSuchMessage(message);
        return TypedResults.Ok(await desk.ActionsOf(Caller.Of(context)).EditAsync(found, body.Message, MessageContracts.OfFaceRec, body.To, cancellationToken));
    }

    static Problem? CheckArchive(string? archive) =>
        archive is not null && MessageArchive.IsName(archive) ? null : new Problem(ProblemKinds.InvalidParameter, $"archive must be {MessageArchive.NameRule}.");

    static Problem? CheckDestination(string? to, ErrorDesk desk) =>
        to is null || desk.Owns(to) ? null : new Problem(ProblemKinds.InvalidParameter, $"to is '{to}', which is no queue of this installation.");

    static Problem? CheckNumbers(RedeliverMessages body) =>
        body is { Rate: <= 0 } or { Max: <= 0 } or { StopAfterFailures: <= 0 } ? new Problem(ProblemKinds.InvalidParameter, "rate, max and stopAfterFailures must be more than 0.") : null;

    /// <param name="Queue">The dead-letter queue.</param>
    /// <param name="To">A queue to move to, in place of the one each message came from.</param>
    /// <param name="Rate">Messages a second, 1 to 500.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Redrive(string? Queue, string? To, int? Rate);

    /// <param name="Archive">The archive's name.</param>
    /// <param name="DryRun">Does nothing, and tells what would be done.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Restore(string? Archive, bool DryRun);

    /// <param name="Message">The changed message, without its envelope.</param>
    /// <param name="To">A queue to send to, in place of the one in which it failed.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Edit(JsonElement Message, string? To);
}
