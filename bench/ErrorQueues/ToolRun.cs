using System.Diagnostics;

namespace FaceRec.Bench.ErrorQueues;

/// <summary>One run of facerec-errors.</summary>
/// <param name="PeakMiB">The most memory that it had in RAM, as the kernel counts it.</param>
sealed record ToolRun(double Seconds, double PeakMiB, string Output)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task<ToolRun> StartAsync(Uri endpoint, params string[] args)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "ErrorQueues", configuration, "FaceRec.ErrorQueues.dll"));
        var start = new ProcessStartInfo("dotnet", [program, .. args, "--id", "bench", "--service-url", endpoint.ToString(), "--json"]) { RedirectStandardOutput = true };
        (start.Environment["AWS_ACCESS_KEY_ID"], start.Environment["AWS_SECRET_ACCESS_KEY"]) = ("bench", "bench");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var reading = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var peak = 0L;
        using var timer = new PeriodicTimer(Look);
        while (!ended.IsCompleted)
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
            await timer.WaitForNextTickAsync();
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"facerec-errors {string.Join(' ', args)} ended with {process.ExitCode}: {await reading}");
        return new ToolRun(watch.Elapsed.TotalSeconds, peak / 1024.0 / 1024, await reading);
    }
}
