namespace FaceRec.Bench.Simulator;

/// <summary>A table for each kind of day: every policy on every trace.</summary>
public static class Comparison
{
    const int Seed = 1;

    public static void Print(IReadOnlyList<Conditions> days)
    {
        foreach (var conditions in days)
        {
            Console.WriteLine($"\nConditions: {conditions.Name}\n");
            Console.WriteLine("| Trace | Policy | Instance-seconds | p50 s | p95 s | p99 s | Timed out | Killed | Regretted launches | Peak | Left |");
            Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (var trace in TraceLibrary.All(Seed))
                Print(trace, conditions);
        }
    }

    static void Print(Trace trace, Conditions conditions)
    {
        var outcomes = Contest.Policies(trace, conditions).AsParallel().AsOrdered()
            .Select(policy => (policy.Name, Outcome: Simulation.Run(trace, policy, conditions, Seed))).ToList();
        foreach (var (name, outcome) in outcomes)
        {
            Console.WriteLine($"| {trace.Name} | {name} | {outcome.InstanceSeconds:N0} | {outcome.P50:0.0} | {outcome.P95:0.0} | {outcome.P99:0.0} | "
                + $"{outcome.TimedOut} | {outcome.Killed} | {outcome.Regretted} | {outcome.Peak} | {outcome.Left} |");
        }

        var ours = outcomes[0].Outcome;
        var better = outcomes.Skip(1).Where(other => other.Name != "clairvoyant" && Dominates(other.Outcome, ours)).Select(other => other.Name).ToList();
        if (better.Count > 0)
            Console.WriteLine($"| {trace.Name} | **dominated by {string.Join(", ", better)}** | | | | | | | | | |");
    }

    // Cheaper and quicker, beyond what one seed or another makes of it, and at no picture's expense.
    static bool Dominates(Outcome other, Outcome ours) =>
        other.InstanceSeconds < 0.99 * ours.InstanceSeconds && other.P95 < 0.99 * ours.P95 && other.TimedOut <= ours.TimedOut && other.Killed <= ours.Killed;
}
