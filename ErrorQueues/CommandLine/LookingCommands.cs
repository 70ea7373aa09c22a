using System.CommandLine;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The commands that change nothing.</summary>
internal static class LookingCommands
{
    public static IEnumerable<Command> Of(CommandShapes shapes) => [Queues(shapes), List(shapes), Groups(shapes), Show(shapes), Audit(shapes)];

    static Command Queues(CommandShapes shapes) => shapes.On(new Command("queues", "The error queues, and how many messages they hold."),
        async run => await new Looking(run).QueuesAsync(await run.QueuesAsync(), run.Stop));

    static Command List(CommandShapes shapes)
    {
        var max = CommandShapes.Positive<int>("--max", "Lists this many at most.");
        return shapes.On(shapes.Filtered(new Command("list", "Failed messages, in no order. Looking hides them for as long as it takes and changes nothing.") { max }),
            async run => await new Looking(run).ListAsync(await run.QueuesAsync(), run.Filter, run.Parsed.GetValue(max) ?? int.MaxValue, run.Stop));
    }

    static Command Groups(CommandShapes shapes) => shapes.On(shapes.Filtered(new Command("groups", "Failed messages by exception and place in the code, the largest group first.")),
        async run => await new Looking(run).GroupsAsync(await run.QueuesAsync(), run.Filter, run.Stop));

    static Command Show(CommandShapes shapes)
    {
        var id = new Argument<string>("id") { Description = "The message's id: SQS's or MassTransit's." };
        return shapes.On(new Command("show", "One message with its exception, stack, headers and body, and whether its picture is still there.") { id },
            async run => await new Looking(run).ShowAsync(await run.QueuesAsync(), run.Parsed.GetValue(id)!, run.Stop));
    }

    static Command Audit(CommandShapes shapes)
    {
        var since = CommandShapes.Time("--since", "From this time on, such as 2026-11-23T18:00Z.");
        var until = CommandShapes.Time("--until", "Before this time.");
        return shapes.On(new Command("audit", "What was done with failed messages, by whom, and what came of it.") { since, until },
            run => AuditView.WriteAsync(run, new AuditTrail(run.RequiredStore, TimeProvider.System).ReadAsync(run.Parsed.GetValue(since), run.Parsed.GetValue(until), run.Stop)));
    }
}
