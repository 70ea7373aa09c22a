using System.CommandLine;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The commands after which messages are elsewhere in SQS, or nowhere.</summary>
internal static class SendingCommands
{
    public static IEnumerable<Command> Of(CommandShapes shapes) => [Redeliver(shapes), Redrive(shapes), Delete(shapes)];

    static Command Redeliver(CommandShapes shapes)
    {
        var all = CommandShapes.All();
        var to = new Option<string?>("--to") { Description = "The queue to send to (default: the one in which each message failed)." };
        var dryRun = CommandShapes.DryRun("Sends nothing, and tells what would be sent.");
        var rate = CommandShapes.Positive<double>("--rate", "Messages a second, reached after ten seconds (default: as fast as it goes).");
        var max = CommandShapes.Positive<int>("--max", "Sends this many at most.");
        var stopAfter = CommandShapes.Positive<int>("--stop-after-failures", "Stops when this many messages have failed since it began; give a --rate with it, as SQS counts late.");
        var force = new Option<bool>("--force") { Description = "Also those that failed again after an earlier redelivery." };
        var command = new Command("redeliver", "Sends messages back to where they failed. Each is deleted here once it is sent.") { all, to, dryRun, rate, max, stopAfter, force };
        return shapes.On(shapes.Chosen(command, all), async run =>
        {
            var filter = run.Filter;
            var options = new RedeliveryOptions
            {
                To = run.Parsed.GetValue(to),
                DryRun = run.Parsed.GetValue(dryRun),
                Rate = run.Parsed.GetValue(rate),
                Max = run.Parsed.GetValue(max),
                StopAfterFailures = run.Parsed.GetValue(stopAfter),
                IncludePoison = run.Parsed.GetValue(force) || filter.Message is not null, // named one by one, it is meant
            };
            var queues = await run.QueuesAsync();
            return Outcome.Write(run.Screen, options.DryRun ? "would be sent" : "sent",
                await run.Actions.RedeliverAsync(queues, filter, options, await run.ProgressAsync(queues, options.DryRun, options.Max), run.Stop));
        });
    }

    static Command Redrive(CommandShapes shapes)
    {
        var to = new Option<string?>("--to") { Description = "The queue to move to (default: where each message came from)." };
        var rate = CommandShapes.Positive<int>("--rate", "Messages a second, at most 500 (default: as SQS sees fit).");
        return shapes.On(new Command("redrive", "Lets SQS move all of a dead-letter queue back in bulk; name it with --queue.") { to, rate }, async run =>
            await run.QueuesAsync() is [var queue]
                ? Outcome.Write(run.Screen, "moved", await run.Actions.RedriveAsync(queue, run.Parsed.GetValue(to), run.Parsed.GetValue(rate), await run.ProgressAsync([queue], false), run.Stop))
                : throw new QueueUnusableException("Which dead-letter queue? Name one with --queue; `queues` lists them."));
    }

    static Command Delete(CommandShapes shapes)
    {
        var all = CommandShapes.All();
        var dryRun = CommandShapes.DryRun("Deletes nothing, and counts what would be deleted.");
        return shapes.On(shapes.Chosen(new Command("delete", "Deletes messages for good.") { all, dryRun }, all), async run =>
        {
            var (dry, queues) = (run.Parsed.GetValue(dryRun), await run.QueuesAsync());
            return Outcome.Write(run.Screen, dry ? "would be deleted" : "deleted", await run.Actions.DeleteAsync(queues, run.Filter, dry, await run.ProgressAsync(queues, dry), run.Stop));
        });
    }
}
