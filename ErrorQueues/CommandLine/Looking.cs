using System.Globalization;
using Amazon.SQS;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The commands that only look: queues, list, groups, show.</summary>
internal sealed class Looking(IAmazonSQS sqs, Screen screen)
{
    readonly FailedMessages _messages = new(sqs);

    public async Task<int> QueuesAsync(IReadOnlyList<ErrorQueue> queues, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var queue in queues)
        {
            var counts = await sqs.GetQueueAttributesAsync(queue.Url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
            var (visible, hidden) = (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible);
            if (screen.Json)
                screen.WriteJson(new { queue = queue.Name, visible, hidden });
            else
                rows.Add([queue.Name, visible.ToString(CultureInfo.InvariantCulture), hidden.ToString(CultureInfo.InvariantCulture)]);
        }

        if (!screen.Json)
            screen.WriteTable(["Queue", "Messages", "In flight"], rows);
        return queues.Count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
    }

    public async Task<int> ListAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, int max, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>>();
        var count = 0;
        await foreach (var message in _messages.FindAsync(queues, filter, cancellationToken))
        {
            if (screen.Json)
                screen.WriteJson(MessageView.Brief(message));
            else
                rows.Add([message.Id, Screen.Time(message.FailedAt), message.Queue.Name, message.MessageType ?? "?", message.Group.Failure, message.ExceptionMessage ?? "", message.Group.Id]);
            if (++count == max)
                break;
        }

        if (!screen.Json)
            screen.WriteTable(["Id", "Failed", "Queue", "Type", "Failure", "Message", "Group"], rows);
        return count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
    }

    public async Task<int> GroupsAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, CancellationToken cancellationToken)
    {
        var groups = await MessageGroup.OfAsync(_messages.FindAsync(queues, filter, cancellationToken));
        if (screen.Json)
        {
            foreach (var group in groups)
            {
                screen.WriteJson(new
                {
                    group = group.Key.Id, group.Count, group.Key.Queue, group.InputQueue, group.Key.Failure, group.Key.Site, group.FirstSeen, group.LastSeen, group.SampleId, group.SampleText,
                });
            }
        }
        else
        {
            screen.WriteTable(["Group", "Count", "First", "Last", "Queue", "Failure", "At", "Sample"], groups.Select(group => (IReadOnlyList<string>)
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
            if (screen.Json)
                screen.WriteJson(view);
            else
                Write(view);
            return ExitCode.Done;
        }

        return ExitCode.NothingMatched;
    }

    void Write(MessageView view)
    {
        screen.WriteTable(["", ""], new (string Name, string? Value)[]
        {
            ("Id", view.Id), ("Queue", view.Queue), ("Failed", Screen.Time(view.FailedAt)), ("In queue", view.InputQueue), ("Type", view.MessageType), ("Message id", view.MessageId),
            ("Request id", view.RequestId), ("Trace id", view.TraceId), ("Group", view.Group), ("Exception", view.ExceptionType), ("Says", view.ExceptionMessage),
            ("Redelivered", view.Redeliveries.ToString(CultureInfo.InvariantCulture)),
        }.Where(row => row.Value is not null).Select(row => (IReadOnlyList<string>)[row.Name, row.Value!]));
        if (view.StackTrace is { } stack)
            screen.WriteLine(stack + Environment.NewLine);
        screen.WriteTable(["Header", "Value"], view.Headers!.Where(header => header.Key != "MT-Fault-StackTrace").Select(header => (IReadOnlyList<string>)[header.Key, header.Value ?? ""]));
        screen.WriteBody(view.Body!);
    }
}
