using System.Globalization;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>What the commands that only look do: queues, list, groups, show.</summary>
internal sealed class Looking(CommandRun run)
{
    readonly FailedMessages _messages = run.Messages;

    Screen Screen => run.Screen;

    public async Task<int> QueuesAsync(IReadOnlyList<ErrorQueue> queues, CancellationToken cancellationToken)
    {
        if (queues.Count == 0)
            return Nothing(queues);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var queue in queues)
        {
            var view = await QueueView.OfAsync(run.Aws.Sqs, queue, cancellationToken);
            if (Screen.Json)
                Screen.WriteJson(view);
            else
                rows.Add([view.Queue, view.DeadLetterOf is { } source ? $"dead letters of {source}" : "", view.Visible.ToString(CultureInfo.InvariantCulture), view.InFlight.ToString(CultureInfo.InvariantCulture)]);
        }

        if (!Screen.Json)
            Screen.WriteTable(["Queue", "", "Messages", "In flight"], rows);
        return ExitCode.Done;
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

        if (count == 0)
            return Nothing(queues);
        if (!Screen.Json)
            Screen.WriteTable(["Id", "Failed", "Queue", "Type", "Failure", "Message", "Group"], rows);
        return ExitCode.Done;
    }

    public async Task<int> GroupsAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, CancellationToken cancellationToken)
    {
        var groups = await MessageGroup.OfAsync(_messages.FindAsync(queues, filter, cancellationToken));
        if (groups.Count == 0)
            return Nothing(queues);
        if (Screen.Json)
        {
            foreach (var group in groups)
                Screen.WriteJson(GroupView.From(group));
        }
        else
        {
            Screen.WriteTable(["Group", "Count", "First", "Last", "Queue", "Failure", "At", "Sample"], groups.Select(group => (IReadOnlyList<string>)
            [
                group.Key.Id, group.Count.ToString(CultureInfo.InvariantCulture), Screen.Time(group.FirstSeen), Screen.Time(group.LastSeen), group.Key.Queue,
                group.Key.Failure, group.Key.Site, group.SampleId,
            ]));
        }

        return ExitCode.Done;
    }

    public async Task<int> ShowAsync(IReadOnlyList<ErrorQueue> queues, string id, CancellationToken cancellationToken)
    {
        await foreach (var message in _messages.FindAsync(queues, new MessageFilter { Message = id }, cancellationToken))
        {
            var view = MessageView.Full(message, await PictureState.OfAsync(message, run.Aws.S3, run.Arguments.PictureBucket(run.Parsed), cancellationToken));
            if (Screen.Json)
                Screen.WriteJson(view);
            else
                Write(view);
            return ExitCode.Done;
        }

        return run.Nothing($"No error queue holds a message with the id {id}.");
    }

    int Nothing(IReadOnlyList<ErrorQueue> queues) => run.Nothing(queues.Count == 0
        ? "There is no error queue. --id, --region and --service-url say where to look."
        : $"No message in {string.Join(", ", queues.Select(queue => queue.Name))} matches.");

    void Write(MessageView view)
    {
        Screen.WriteTable(["", ""], new (string Name, string? Value)[]
        {
            ("Id", view.Id), ("Queue", view.Queue), ("Last failed", Screen.Time(view.FailedAt)), ("In queue", view.InputQueue), ("Type", view.MessageType), ("Message id", view.MessageId),
            ("Request id", view.RequestId), ("Trace id", view.TraceId), ("Group", view.Group), ("Exception", view.ExceptionType), ("Says", view.ExceptionMessage),
            ("Failed", $"{Times(view.Failures)}{(view.Retries is { } retries ? $", at last after {retries} retries" : "")}"),
            ("Sent back", view.Poison ? $"{Times(view.Redeliveries)}: poison, left out of a redelivery unless forced" : "never"),
            ("Picture", string.Join(", ", view.Pictures!.Select(Describe)) is { Length: > 0 } pictures ? pictures : null),
        }.Where(row => row.Value is not null).Select(row => (IReadOnlyList<string>)[row.Name, row.Value!]));
        if (view.StackTrace is { } stack)
            Screen.WriteLine(stack + Environment.NewLine);
        Screen.WriteTable(["Header", "Value"], view.Headers!.Where(header => header.Key != "MT-Fault-StackTrace").Select(header => (IReadOnlyList<string>)[header.Key, header.Value ?? ""]));
        Screen.WriteBody(view.Body!);
    }

    static string Times(int count) => count == 1 ? "once" : $"{count} times";

    static string Describe(PictureState picture) => picture.Stored switch { true => $"{picture.Key} (stored)", false => $"{picture.Key} (gone)", null => picture.Key };
}
