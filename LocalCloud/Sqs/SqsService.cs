using System.Text.Json.Nodes;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The actions of SQS by name, independent of the protocol they are asked for in.</summary>
internal sealed class SqsService : IAsyncDisposable
{
    private readonly Dictionary<string, Func<SqsCall, JsonObject?>> _actions;
    private readonly MessageActions _messages;
    private readonly MoveTasks _moveTasks;
    private readonly IQueueJournal _journal;

    public SqsService(QueueDirectory queues, StaleCounts staleCounts, IQueueJournal journal, TimeProvider clock)
    {
        _journal = journal;
        _messages = new MessageActions(queues, clock);
        _moveTasks = new MoveTasks(queues, journal, clock);
        var queueActions = new QueueActions(queues, staleCounts);
        var moveTaskActions = new MoveTaskActions(_moveTasks);
        _actions = new Dictionary<string, Func<SqsCall, JsonObject?>>(StringComparer.Ordinal)
        {
            ["CreateQueue"] = queueActions.Create,
            ["GetQueueUrl"] = queueActions.GetUrl,
            ["ListQueues"] = queueActions.List,
            ["DeleteQueue"] = queueActions.Delete,
            ["GetQueueAttributes"] = queueActions.GetAttributes,
            ["SetQueueAttributes"] = queueActions.SetAttributes,
            ["TagQueue"] = queueActions.Tag,
            ["UntagQueue"] = queueActions.Untag,
            ["ListQueueTags"] = queueActions.ListTags,
            ["PurgeQueue"] = queueActions.Purge,
            ["ListDeadLetterSourceQueues"] = queueActions.ListDeadLetterSources,
            ["SendMessage"] = _messages.Send,
            ["SendMessageBatch"] = _messages.SendBatch,
            ["DeleteMessage"] = _messages.Delete,
            ["DeleteMessageBatch"] = _messages.DeleteBatch,
            ["ChangeMessageVisibility"] = _messages.ChangeVisibility,
            ["ChangeMessageVisibilityBatch"] = _messages.ChangeVisibilityBatch,
            ["StartMessageMoveTask"] = moveTaskActions.Start,
            ["ListMessageMoveTasks"] = moveTaskActions.List,
            ["CancelMessageMoveTask"] = moveTaskActions.Cancel,
        };
    }

    /// <summary>Does what is asked, writes it down, and only then hands the answer to <paramref name="reply"/>.</summary>
    public async Task RunAsync(SqsCall call, Func<JsonObject?, Task> reply)
    {
        if (call.Action == "ReceiveMessage")
        {
            await ReceiveAsync(call, reply);
            return;
        }

        var act = _actions.GetValueOrDefault(call.Action) ?? throw SqsErrors.InvalidAction(call.Action);
        var result = act(call);
        await _journal.FlushAsync();
        await reply(result);
    }

    public ValueTask DisposeAsync() => _moveTasks.DisposeAsync();

    private async Task ReceiveAsync(SqsCall call, Func<JsonObject?, Task> reply)
    {
        var receipt = await _messages.ReceiveAsync(call);
        try
        {
            // A receipt handle that was handed out must be valid after a restart.
            await _journal.FlushAsync();
            await reply(MessageActions.Describe(call, receipt.Received));
            call.Aborted.ThrowIfCancellationRequested();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            _messages.PutBack(call, receipt.Received);
            throw;
        }
    }
}
