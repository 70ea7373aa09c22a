using System.CommandLine;
using System.Globalization;
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
        where T : struct, IComparable<T>, IParsable<T> =>
        Read<T>(name, "N", description, "a number, more than 0", text => T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number.CompareTo(default) > 0 ? number : null);

    /// <summary>A point in time; without an offset it is in UTC, as all times are that are written.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => Read<DateTimeOffset>(name, "time", description, "a time such as 2026-11-23T18:00Z",
        text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null);

    // The library's own message would name a type of .NET.
    static Option<T?> Read<T>(string name, string helpName, string description, string rule, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = parsed =>
            {
                var value = parse(parsed.Tokens[^1].Value);
                if (value is null)
                    parsed.AddError($"{name} must be {rule}.");
                return value;
            },
        };

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
            catch (Exception e) when (e is QueueUnusableException or IOException)
            {
                await errors.WriteLineAsync(e.Message);
                return ExitCode.QueueUnusable;
            }
            catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
            {
                await errors.WriteLineAsync($"SQS or S3 could not be used: {e.Message.TrimEnd('.')}. Check --service-url or --region, and the credentials.");
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
