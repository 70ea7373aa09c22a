using FaceRec.ErrorQueues;

namespace FaceRec.Gateway;

/// <summary><c>/errors</c>: the messages that workers gave up. Looking changes nothing.</summary>
internal static class ErrorEndpoints
{
    const int DefaultLimit = 50;
    const int MaxLimit = 1000;

    public static void MapErrors(this IEndpointRouteBuilder routes)
    {
        // Messages speak of people of all collections, so a key for some of them sees none.
        var group = routes.MapGroup("/errors").WithTags("Failed messages").Needs(Scope.Operate).AddEndpointFilter(async (context, next) =>
            Caller.Of(context.HttpContext) is { } caller && !caller.MayUse(null)
                ? new Problem(ProblemKinds.CollectionNotAllowed, "Failed messages are of all collections, and the API key is not.")
                : await AnswerAsync(context, next));
        group.MapGet("/queues", QueuesAsync).Documented("listErrorQueues", "Lists the error queues and how many messages they hold.").Answers<IReadOnlyList<QueueView>>();
        group.MapGet("/groups", GroupsAsync).Documented("groupFailedMessages", "Groups failed messages by exception and place in the code, the largest group first.", ProblemKinds.QueueUnusable)
            .Answers<IReadOnlyList<GroupView>>();
        group.MapGet("/", ListAsync).Documented("listFailedMessages", "Lists failed messages, in no order.", ProblemKinds.QueueUnusable).Answers<FailedMessagePage>();
        group.MapGet("/{message}", ShowAsync).Documented("getFailedMessage", "Gives a failed message with its exception, stack, headers, body and pictures.", ProblemKinds.NoSuchMessage)
            .Answers<MessageView>();
        group.MapGet("/archives", ArchivesAsync).Documented("listArchives", "Lists the archives of failed messages and how many each holds.").Answers<IReadOnlyDictionary<string, int>>();
        group.MapGet("/audit", AuditAsync).Documented("readErrorAudit", "Tells what was done with failed messages, by whom, and what came of it.").Answers<IReadOnlyList<AuditEntry>>();
        group.MapErrorActions();
    }

    static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (QueueUnusableException e)
        {
            return new Problem(ProblemKinds.QueueUnusable, e.Message);
        }
        catch (EditRefusedException e)
        {
            return new Problem(ProblemKinds.EditRefused, e.Message);
        }
    }

    static async Task<IResult> QueuesAsync(ErrorDesk desk, CancellationToken cancellationToken)
    {
        var queues = await desk.QueuesAsync(null, cancellationToken);
        return TypedResults.Ok(await Task.WhenAll(queues.Select(queue => desk.CountAsync(queue, cancellationToken))));
    }

    static async Task<IResult> GroupsAsync(ErrorDesk desk, string? queue, string? type, string? exception, string? text, string? request, DateTimeOffset? since, DateTimeOffset? until,
        CancellationToken cancellationToken)
    {
        var selection = new MessageSelection { Queue = queue, Type = type, Exception = exception, Text = text, Request = request, Since = since, Until = until };
        var groups = await desk.LookAsync(selection, MessageGroup.OfAsync, cancellationToken);
        return TypedResults.Ok(groups.Select(GroupView.From));
    }

    static async Task<IResult> ListAsync(ErrorDesk desk, string? queue, string? group, string? type, string? exception, string? text, string? request, DateTimeOffset? since,
        DateTimeOffset? until, int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
            return new Problem(ProblemKinds.InvalidParameter, $"limit must be 1 to {MaxLimit}.");
        var size = limit ?? DefaultLimit;
        var selection = new MessageSelection { Queue = queue, Group = group, Type = type, Exception = exception, Text = text, Request = request, Since = since, Until = until };
        var found = await desk.LookAsync(selection, async messages => await messages.Take(size + 1).Select(MessageView.Brief).ToListAsync(cancellationToken), cancellationToken);
        return TypedResults.Ok(new FailedMessagePage([.. found.Take(size)], found.Count > size));
    }

    static async Task<IResult> ShowAsync(string message, ErrorDesk desk, CancellationToken cancellationToken) =>
        await desk.FindAsync(message, cancellationToken) is { } found ? TypedResults.Ok(await desk.ShowAsync(found, cancellationToken)) : NoSuchMessage(message);

    static async Task<IResult> ArchivesAsync(ErrorDesk desk, CancellationToken cancellationToken) => TypedResults.Ok(await desk.Archive.ListAsync(cancellationToken));

    static async Task<IResult> AuditAsync(ErrorDesk desk, DateTimeOffset? since, DateTimeOffset? until, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.Trail.ReadAsync(since, until, cancellationToken).ToListAsync(cancellationToken));

    internal static Problem NoSuchMessage(string id) => new(ProblemKinds.NoSuchMessage, $"No error queue holds a message with the id {id}.");
}
