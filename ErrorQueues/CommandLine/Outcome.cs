namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>How a run ended, for people, scripts and the shell.</summary>
internal static class Outcome
{
    public static int Write(Screen screen, string verb, RunResult result)
    {
        if (screen.Json)
            screen.WriteJson(result);
        else
            WriteText(screen, verb, result);

        return result switch
        {
            { Problems.Count: > 0 } => ExitCode.SomeFailed,
            { Stopped: not null } => result.ReachedMax ? ExitCode.Done : ExitCode.Stopped,
            { Done: 0, AlreadySent: 0 } => ExitCode.NothingMatched,
            _ => ExitCode.Done,
        };
    }

    static void WriteText(Screen screen, string verb, RunResult result)
    {
        screen.WriteLine(result is { Done: 0, AlreadySent: 0, Poison: 0, FailedAgain: 0, Stopped: null, Problems: [] } ? $"Nothing matched: 0 {verb}." : $"{result.Done} {verb}.");
        foreach (var (queue, count) in result.Destinations)
            screen.WriteLine($"  {count} to {queue}");
        if (result.AlreadySent > 0)
            screen.WriteLine($"{result.AlreadySent} had been sent by a run that ended before it deleted them; they are deleted now.");
        if (result.Poison > 0)
            screen.WriteLine($"{result.Poison} left alone: they failed again after an earlier redelivery (--force sends them too).");
        if (result.FailedAgain > 0)
            screen.WriteLine($"{result.FailedAgain} of those sent are back already.");
        if (result.Stopped is { } why)
            screen.WriteLine(why);
        foreach (var problem in result.Problems)
            screen.WriteLine($"{problem.Queue} {problem.Id}: {problem.Reason}");
    }
}
