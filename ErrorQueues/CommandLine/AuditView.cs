using System.Globalization;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>The audit trail as it is written.</summary>
internal static class AuditView
{
    public static async Task<int> WriteAsync(CommandRun run, IAsyncEnumerable<AuditEntry> entries)
    {
        var screen = run.Screen;
        var rows = new List<IReadOnlyList<string>>();
        var count = 0;
        await foreach (var entry in entries)
        {
            count++;
            if (screen.Json)
                screen.WriteJson(entry);
            else
                rows.Add([Screen.Time(entry.At), entry.By, entry.Action, What(entry), entry.Messages.ToString(CultureInfo.InvariantCulture), entry.Outcome, entry.Reason ?? ""]);
        }

        if (count == 0)
            return run.Nothing("Nothing was done in that time.");
        if (!screen.Json)
            screen.WriteTable(["When", "Who", "Did", "What", "Messages", "Outcome", "Why"], rows);
        return ExitCode.Done;
    }

    static string What(AuditEntry entry) => string.Join(", ", (entry.Filter?.Terms ?? []).Concat(entry.Details ?? new Dictionary<string, string>()).Select(x => $"{x.Key}={x.Value}")
        .DefaultIfEmpty(string.Join(", ", entry.Queues)));
}
