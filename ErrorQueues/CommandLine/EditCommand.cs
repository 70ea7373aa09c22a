using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The command that sends a message back with another content.</summary>
internal static class EditCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Of(CommandShapes shapes, MessageContracts contracts)
    {
        var id = new Argument<string>("id") { Description = "The message's id: SQS's or MassTransit's." };
        var body = new Option<FileInfo?>("--body") { HelpName = "file", Description = "A file with the changed message (default: opens it in $VISUAL or $EDITOR)." };
        var to = new Option<string?>("--to") { Description = "The queue to send to (default: the one in which it failed)." };
        return shapes.On(new Command("edit", "Sends one changed copy of a message, with a new id, and deletes the message. Only where ERRORS_ALLOW_EDIT=true.") { id, body, to }, async run =>
        {
            if (!run.Arguments.AllowEdit)
                throw new EditRefusedException("Editing is switched off here. ERRORS_ALLOW_EDIT=true in the environment allows it.");
            var found = await run.Messages.FindAsync(await run.QueuesAsync(), new MessageFilter { Message = run.Parsed.GetValue(id) }, run.Stop).FirstOrDefaultAsync(run.Stop);
            if (found is null)
                return run.Nothing($"No error queue holds a message with the id {run.Parsed.GetValue(id)}.");
            var text = run.Parsed.GetValue(body) is { } file ? await File.ReadAllTextAsync(file.FullName, run.Stop) : await EditAsync(found, run.Stop);
            if (text is null)
                return run.Nothing("Nothing was changed, so nothing is sent.");

            return Outcome.Write(run.Screen, "changed and sent", await run.Actions.EditAsync(found, Parse(text), contracts, run.Parsed.GetValue(to), run.Stop));
        });
    }

    static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new EditRefusedException($"It is not JSON: {e.Message}", e);
        }
    }

    // The message is back in its queue while it is edited: people think longer than SQS hides it.
    static async Task<string?> EditAsync(FailedMessage message, CancellationToken cancellationToken)
    {
        if (message.Content is not { } content)
            throw new EditRefusedException("Its body is not MassTransit's envelope, so nothing in it can be told apart that may be changed.");
        var before = JsonSerializer.Serialize(content, Indented);
        var folder = Directory.CreateTempSubdirectory("facerec-errors-");
        try
        {
            var file = Path.Combine(folder.FullName, $"{message.MessageType}.json");
            await File.WriteAllTextAsync(file, before, cancellationToken);
            var editor = (Environment.GetEnvironmentVariable("VISUAL") ?? Environment.GetEnvironmentVariable("EDITOR") ?? "vi").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using var process = Process.Start(new ProcessStartInfo(editor[0], [.. editor[1..], file])) ?? throw new EditRefusedException($"{editor[0]} did not start.");
            await process.WaitForExitAsync(cancellationToken);
            var after = await File.ReadAllTextAsync(file, cancellationToken);
            return process.ExitCode == 0 && after.Trim() != before.Trim() ? after : null;
        }
        catch (Win32Exception e)
        {
            throw new EditRefusedException($"No editor could be started; set EDITOR, or use --body: {e.Message}", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
