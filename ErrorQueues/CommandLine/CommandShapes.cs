using System.CommandLine;
using Amazon.Runtime;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>What commands have in common: filters, what is refused, how a failure becomes an exit code.</summary>
internal sealed class CommandShapes(Arguments arguments, TextWriter output, TextWriter errors, Func<ParseResult, AwsAccess> clients)
{
    public Arguments Arguments => arguments;

    public static Option<bool> All() => new("--all") { Description = "Every message, where no filter is given." };

    public static Option<bool> DryRun(string what) => new("--dry-run") { Description = what };

    public Command Filtered(Command command)
    {
        foreach (var filter in arguments.Filters)
            command.Options.Add(filter);
        return command;
    }

    // A command that changes something is never about everything by accident.
    public Command Chosen(Command command, Option<bool> all)
    {
        command.Validators.Add(parsed =>
        {
            if (!parsed.GetValue(all) && !arguments.Filters.Any(filter => parsed.GetResult(filter) is { Implicit: false }))
                parsed.AddError("Which messages? Give a filter, or --all.");
        });
        return Filtered(command);
    }

    public static Option<T?> Positive<T>(string name, string description)
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

    public Command On(Command command, Func<CommandRun, Task<int>> run)
    {
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                using var aws = clients(parsed);
                return await run(new CommandRun(parsed, aws, new Screen(output, arguments.Json(parsed)), arguments, errors, stop));
            }
            catch (Exception e) when (e is EditRefusedException or InvalidDataException)
            {
                await errors.WriteLineAsync(e.Message);
                return ExitCode.WrongCommandLine;
            }
            catch (Exception e) when (e is QueueUnusableException or AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
            {
                await errors.WriteLineAsync(e.Message);
                return ExitCode.QueueUnusable;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCode.Stopped;
            }
        });
        return command;
    }
}
