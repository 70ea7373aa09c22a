using System.CommandLine;
using System.CommandLine.Help;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The command line facerec-errors.</summary>
/// <param name="clients">AWS clients; null makes them from the arguments.</param>
/// <param name="environment">Environment variables; null reads the process's own.</param>
/// <param name="contracts">What edits are checked against; null knows FaceRec's messages.</param>
internal sealed class ErrorsCommand(TextWriter output, TextWriter errors, Func<AwsAccess>? clients = null, Func<string, string?>? environment = null, MessageContracts? contracts = null)
{
    public Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        // No RootCommand: that would be called after its file, FaceRec.ErrorQueues.
        var root = new Command("facerec-errors", "Failed messages: see them, understand them, send them back. "
            + "Exit codes: 0 done, 1 wrong command line, 2 nothing matched, 3 some messages failed, 4 queue, S3 or SQS unusable, 5 stopped before the end.")
        {
            new HelpOption { Recursive = true }, new VersionOption(),
        };
        var arguments = new Arguments(environment ?? Environment.GetEnvironmentVariable);
        foreach (var option in arguments.Everywhere)
            root.Options.Add(option);
        var shapes = new CommandShapes(arguments, output, errors, parsed => clients?.Invoke() ?? arguments.Clients(parsed));
        foreach (var command in (Command[])
            [.. LookingCommands.Of(shapes), .. SendingCommands.Of(shapes), .. KeepingCommands.Of(shapes), EditCommand.Of(shapes, contracts ?? MessageContracts.OfFaceRec)])
        {
            root.Subcommands.Add(command);
        }

        // Signals are Program's: the library's own handling would end the process between sending and deleting.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null }, cancellationToken);
    }
}
