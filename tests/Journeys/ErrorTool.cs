using System.Diagnostics;
using System.Text.Json;

namespace FaceRec.Journeys;

/// <summary>facerec-errors, started as an operator would.</summary>
static class ErrorTool
{
    public static Process Start(LaunchedSystem system, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program("ErrorQueues"), .. args, "--id", "facerec", "--json", "--service-url", system.Aws.ToString()]) { RedirectStandardOutput = true };
        (start.Environment["AWS_ACCESS_KEY_ID"], start.Environment["AWS_SECRET_ACCESS_KEY"]) = ("local", "local");
        return Process.Start(start)!;
    }

    /// <summary>Runs to its end, and gives what it wrote: one object a line.</summary>
    public static async Task<(int Exit, JsonElement[] Lines)> RunAsync(LaunchedSystem system, params string[] args)
    {
        using var process = Start(system, args);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))]);
    }
}
