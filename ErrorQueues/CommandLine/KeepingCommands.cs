using System.CommandLine;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The commands that keep messages outside SQS, and bring them back.</summary>
internal static class KeepingCommands
{
    public static IEnumerable<Command> Of(CommandShapes shapes) => [Archive(shapes), Archives(shapes), Restore(shapes), Export(shapes), Import(shapes)];

    static Command Archive(CommandShapes shapes)
    {
        var all = CommandShapes.All();
        var name = new Option<string?>("--archive") { Description = "The archive's name (default: the time)." };
        name.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<string?>() is { } text && !MessageArchive.IsName(text))
                parsed.AddError($"--archive must be {MessageArchive.NameRule}.");
        });
        var dryRun = CommandShapes.DryRun("Moves nothing, and counts what would be moved.");
        return shapes.On(shapes.Chosen(new Command("archive", "Moves messages from the error queue into S3, from where `restore` brings them back.") { all, name, dryRun }, all), async run =>
        {
            var (dry, archive) = (run.Parsed.GetValue(dryRun), run.Parsed.GetValue(name) ?? MessageArchive.NameAt(TimeProvider.System.GetUtcNow()));
            _ = run.RequiredStore;
            var queues = await run.QueuesAsync();
            return Outcome.Write(run.Screen, dry ? "would be archived" : $"archived as {archive}",
                await run.Actions.ArchiveAsync(archive, queues, run.Filter, dry, await run.ProgressAsync(queues, dry), run.Stop));
        });
    }

    static Command Archives(CommandShapes shapes) => shapes.On(new Command("archives", "The archives, and how many messages they hold."), async run =>
    {
        var archives = await new MessageArchive(run.Aws.Sqs, run.RequiredStore).ListAsync(run.Stop);
        if (archives.Count == 0)
            return run.Nothing("There is no archive.");
        if (run.Screen.Json)
        {
            foreach (var archive in archives)
                run.Screen.WriteJson(archive);
        }
        else
        {
            run.Screen.WriteTable(["Archive", "Messages"], archives.Select(x => (IReadOnlyList<string>)[x.Archive, $"{x.Messages}"]));
        }

        return ExitCode.Done;
    });

    static Command Restore(CommandShapes shapes)
    {
        var name = new Argument<string>("archive") { Description = "The archive's name, as `archives` lists it." };
        var dryRun = CommandShapes.DryRun("Moves nothing, and counts what would be moved.");
        return shapes.On(new Command("restore", "Moves an archive's messages back into the error queues in which they were.") { name, dryRun }, async run =>
        {
            var dry = run.Parsed.GetValue(dryRun);
            return Outcome.Write(run.Screen, dry ? "would be restored" : "restored", await run.Actions.RestoreAsync(run.Parsed.GetValue(name)!, dry, await run.ProgressAsync([], dry), run.Stop));
        });
    }

    static Command Export(CommandShapes shapes)
    {
        var file = new Argument<FileInfo>("file") { Description = "A new file; one message a line, as JSON." };
        return shapes.On(shapes.Filtered(new Command("export", "Writes copies of messages into a file. They stay in the error queue.") { file }), async run =>
        {
            await using var writer = new StreamWriter(new FileStream(run.Parsed.GetValue(file)!.FullName, FileMode.CreateNew));
            var queues = await run.QueuesAsync();
            return Outcome.Write(run.Screen, "exported", await run.Actions.ExportAsync(queues, run.Filter, writer, await run.ProgressAsync(queues, false), run.Stop));
        });
    }

    static Command Import(CommandShapes shapes)
    {
        var file = new Argument<FileInfo>("file") { Description = "A file that `export` wrote." };
        var to = new Option<string?>("--to") { Description = "The error queue to put them into (default: that from which each was exported)." };
        var dryRun = CommandShapes.DryRun("Sends nothing, and counts what would be sent.");
        return shapes.On(new Command("import", "Puts the messages of an exported file into an error queue.") { file, to, dryRun }, async run =>
        {
            var dry = run.Parsed.GetValue(dryRun);
            using var reader = run.Parsed.GetValue(file)!.OpenText();
            return Outcome.Write(run.Screen, dry ? "would be imported" : "imported", await run.Actions.ImportAsync(reader, run.Parsed.GetValue(to), dry, await run.ProgressAsync([], dry), run.Stop));
        });
    }
}
