using System.Globalization;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>What the commands that only look do: queues, list, groups, show.</summary>
internal sealed class Looking(CommandRun run)
{
    readonly FailedMessages _messages = run.Messages;

    Screen Screen => run.Screen;

    public async Task<int> QueuesAsync(IReadOnlyList<ErrorQueue> queues, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var queue in queues)
        {
            var counts = await run.Aws.Sqs.GetQueueAttributesAsync(queue.Url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
            var (visible, hidden) = (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible);
            if (Screen.Json)
                Screen.WriteJson(new { queue = queue.Name, visible, hidden });
            else
                rows.Add([queue.Name, visible.ToString(CultureInfo.InvariantCulture), hidden.ToString(CultureInfo.InvariantCulture)]);
        }

        if (!Screen.Json)
            Screen.WriteTable(["Queue", "Messages", "In flight"], rows);
        return queues.Count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
    }

    public async Task<int> ListAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, int max, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>>();
        var count = 0;
        await foreach (var message in _messages.FindAsync(queues, filter, cancellationToken))
        {
            if (Screen.Json)
                Screen.WriteJson(MessageView.Brief(message));
            else
                rows.Add([message.Id, Screen.Time(message.FailedAt), message.Queue.Name, message.MessageType ?? "?", message.Group.Failure, message.ExceptionMessage ?? "", message.Group.Id]);
            if (++count == max)
                break;
        }

        if (!Screen.Json)
            Screen.WriteTable(["Id", "Failed", "Queue", "Type", "Failure", "Message", "Group"], rows);
        return count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
    }

    public async Task<int> GroupsAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, CancellationToken cancellationToken)
    {
        var groups = await MessageGroup.OfAsync(_messages.FindAsync(queues, filter, cancellationToken));
        if (Screen.Json)
        {
            foreach (var group in groups)
            {
                Screen.WriteJson(new
                {
                    group = group.Key.Id, group.Count, group.Key.Queue, group.InputQueue, group.Key.Failure, group.Key.Site, group.FirstSeen, group.LastSeen, group.SampleId, group.SampleText,
                });
            }
        }
        else
        {
            Screen.WriteTable(["Group", "Count", "First", "Last", "Queue", "Failure", "At", "Sample"], groups.Select(group => (IReadOnlyList<string>)
            [
                group.Key.Id, group.Count.ToString(CultureInfo.InvariantCulture), Screen.Time(group.FirstSeen), Screen.Time(group.LastSeen), group.Key.Queue,
                group.Key.Failure, group.Key.Site, group.SampleId,
            ]));
        }

        return groups.Count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
    }

    public async Task<int> ShowAsync(IReadOnlyList<ErrorQueue> queues, string id, CancellationToken cancellationToken)
    {
        await foreach (var message in _messages.FindAsync(queues, new MessageFilter { Message = id }, cancellationToken))
        {
            var view = MessageView.Full(message);
            if (Screen.Json)
                Screen.WriteJson(view);
            else
                Write(view);
            return ExitCode.Done;
        }

        return ExitCode.NothingMatched;
    }

    void Write(MessageView view)
    {
        Screen.WriteTable(["", ""], new (string Name, string? Value)[]
        {
            ("Id", view.Id), ("Queue", view.Queue), ("Failed", Screen.Time(view.FailedAt)), ("In queue", view.InputQueue), ("Type", view.MessageType), ("Message id", view.MessageId),
            ("Request id", view.RequestId), ("Trace id", view.TraceId), ("Group", view.Group), ("Exception", view.ExceptionType), ("Says", view.ExceptionMessage),
            ("Redelivered", view.Redeliveries.ToString(CultureInfo.InvariantCulture)),
        }.Where(row => row.Value is not null).Select(row => (IReadOnlyList<string>)[row.Name, row.Value!]));
        if (view.StackTrace is { } stack)
            Screen.WriteLine(stack + Environment.NewLine);
        Screen.WriteTable(["Header", "Value"], view.Headers!.Where(header => header.Key != "MT-Fault-StackTrace").Select(header => (IReadOnlyList<string>)[header.Key, header.Value ?? ""]));
        Screen.WriteBody(view.Body!);
    }
}
