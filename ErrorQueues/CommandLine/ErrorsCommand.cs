using System.CommandLine;
using Amazon.Runtime;
using Amazon.SQS;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The command line facerec-errors.</summary>
internal sealed class ErrorsCommand(TextWriter output, TextWriter errors, Func<IAmazonSQS>? client = null)
{
    readonly Arguments _arguments = new();

    public Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Failed messages: see them, understand them, send them back. "
            + "Exit codes: 0 done, 1 wrong command line, 2 nothing matched, 3 some messages failed, 4 queue or SQS unusable, 5 stopped before the end.");
        foreach (var option in _arguments.Everywhere)
            root.Options.Add(option);
        root.Subcommands.Add(Queues());
        root.Subcommands.Add(List());
        root.Subcommands.Add(Groups());
        root.Subcommands.Add(Show());
        root.Subcommands.Add(Redeliver());
        root.Subcommands.Add(Delete());

        // Signals are Program's: the library's own handling would end the process between sending and deleting.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null }, cancellationToken);
    }

    Command Queues()
    {
        var command = new Command("queues", "The error queues, and how many messages they hold.");
        On(command, (_, sqs, screen, queues, stop) => new Looking(sqs, screen).QueuesAsync(queues, stop));
        return command;
    }

    Command List()
    {
        var max = Positive<int>("--max", "Lists so many at most.");
        var command = Filtered(new Command("list", "Failed messages, in no order. Looking hides them for as long as it takes and changes nothing.") { max });
        On(command, (parsed, sqs, screen, queues, stop) => new Looking(sqs, screen).ListAsync(queues, _arguments.Filter(parsed), parsed.GetValue(max) ?? int.MaxValue, stop));
        return command;
    }

    Command Groups()
    {
        var command = Filtered(new Command("groups", "Failed messages by exception and place in the code, the largest group first."));
        On(command, (parsed, sqs, screen, queues, stop) => new Looking(sqs, screen).GroupsAsync(queues, _arguments.Filter(parsed), stop));
        return command;
    }

    Command Show()
    {
        var id = new Argument<string>("id") { Description = "The message's id: SQS's or MassTransit's." };
        var command = new Command("show", "One message with its exception, stack, headers and body.") { id };
        On(command, (parsed, sqs, screen, queues, stop) => new Looking(sqs, screen).ShowAsync(queues, parsed.GetValue(id)!, stop));
        return command;
    }

    Command Redeliver()
    {
        var all = new Option<bool>("--all") { Description = "Every message, where no filter is given." };
        var to = new Option<string?>("--to") { Description = "The queue to send to (default: the one in which each message failed)." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Sends nothing, and tells what would be sent." };
        var rate = Positive<double>("--rate", "Messages a second, reached after ten seconds.");
        var max = Positive<int>("--max", "Sends so many at most.");
        var stopAfter = Positive<int>("--stop-after-failures", "Stops when so many messages have failed since it began; wants a --rate, as SQS counts late.");
        var force = new Option<bool>("--force") { Description = "Also those that failed again after an earlier redelivery." };
        var command = Filtered(new Command("redeliver", "Sends messages back: first sent, then deleted here.") { all, to, dryRun, rate, max, stopAfter, force });
        NeedsChoice(command, all);
        On(command, async (parsed, sqs, screen, queues, stop) =>
        {
            var filter = _arguments.Filter(parsed);
            var options = new RedeliveryOptions
            {
                To = parsed.GetValue(to),
                DryRun = parsed.GetValue(dryRun),
                Rate = parsed.GetValue(rate),
                Max = parsed.GetValue(max),
                StopAfterFailures = parsed.GetValue(stopAfter),
                IncludePoison = parsed.GetValue(force) || filter.Message is not null, // named one by one, it is meant
            };
            return Outcome.Write(screen, options.DryRun ? "would be sent" : "sent", await new Redelivery(sqs, TimeProvider.System).RunAsync(queues, filter, options, ProgressLine.On(errors, options.DryRun), stop));
        });
        return command;
    }

    Command Delete()
    {
        var all = new Option<bool>("--all") { Description = "Every message, where no filter is given." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Deletes nothing, and counts what would be deleted." };
        var command = Filtered(new Command("delete", "Deletes messages for good.") { all, dryRun });
        NeedsChoice(command, all);
        On(command, async (parsed, sqs, screen, queues, stop) =>
        {
            var dry = parsed.GetValue(dryRun);
            return Outcome.Write(screen, dry ? "would be deleted" : "deleted", await new Deletion(sqs).RunAsync(queues, _arguments.Filter(parsed), dry, ProgressLine.On(errors, dry), stop));
        });
        return command;
    }

    Command Filtered(Command command)
    {
        foreach (var filter in _arguments.Filters)
            command.Options.Add(filter);
        return command;
    }

    // A command that changes something is never about everything by accident.
    void NeedsChoice(Command command, Option<bool> all) => command.Validators.Add(parsed =>
    {
        if (!parsed.GetValue(all) && !_arguments.Filters.Any(filter => parsed.GetResult(filter) is { Implicit: false }))
            parsed.AddError("Which messages? Give a filter, or --all.");
    });

    static Option<T?> Positive<T>(string name, string description)
        where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name) { Description = description };
        option.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<T?>() is { } value && value.CompareTo(default) <= 0)
                parsed.AddError($"{name} must be more than 0.");
        });
        return option;
    }

    void On(Command command, Func<ParseResult, IAmazonSQS, Screen, IReadOnlyList<ErrorQueue>, CancellationToken, Task<int>> run)
        => command.SetAction(async (parsed, stop) =>
        {
            try
            {
                using var sqs = client?.Invoke() ?? _arguments.Client(parsed);
                return await run(parsed, sqs, new Screen(output, _arguments.Json(parsed)), await _arguments.QueuesAsync(parsed, sqs, stop), stop);
            }
            catch (Exception e) when (e is QueueUnusableException or AmazonSQSException or AmazonClientException or HttpRequestException)
            {
                await errors.WriteLineAsync(e.Message);
                return ExitCode.QueueUnusable;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCode.Stopped;
            }
        });
}
