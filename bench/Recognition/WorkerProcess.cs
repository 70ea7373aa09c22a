using System.Diagnostics;
using System.Text;

namespace FaceRec.Recognition.Bench;

/// <summary>A real worker in a process of its own, which ends when its standard input does.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private WorkerProcess(Process process) => _process = process;

    /// <summary>From the start of the process until it said that it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>What it had used of the processor by then, over all cores.</summary>
    public TimeSpan Cpu { get; private set; }

    public double Megabytes { get; private set; }

    /// <summary>Starts a worker and returns when it is ready.</summary>
    /// <param name="folder">The folder of a published worker; null for the one that was built with this program.</param>
    public static async Task<WorkerProcess> StartAsync(Uri aws, string id, string? folder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        folder ??= Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Recognition", configuration));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "FaceRec.Recognition.dll")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ID"] = id,
            ["INSTANCE_ID"] = "bench",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = aws.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["STOP_WHEN_INPUT_ENDS"] = "true",
            ["LOG_FORMAT"] = "text",
        })
            start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        var worker = new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started."));
        while (await worker._process.StandardOutput.ReadLineAsync() is { } line)
        {
            worker._log.AppendLine(line);
            if (!line.Contains(" is ready", StringComparison.Ordinal))
                continue;
            worker.ReadyAfter = watch.Elapsed;
            worker._process.Refresh();
            (worker.Cpu, worker.Megabytes) = (worker._process.TotalProcessorTime, worker._process.WorkingSet64 / 1e6);
            return worker;
        }
        throw new InvalidOperationException($"The worker ended at its start:{Environment.NewLine}{worker._log}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
