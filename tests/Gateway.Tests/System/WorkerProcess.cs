using System.Diagnostics;
using System.Text;
using FaceRec.LocalCloud;

namespace FaceRec.Gateway.Tests;

/// <summary>A real Recognition worker, in a process of its own. It ends when its standard input does, however these tests end.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly StringBuilder _log = new();

    WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(LocalAws aws, string id, params (string Name, string Value)[] settings)
    {
        var worker = new WorkerProcess(new Process { StartInfo = Program(aws, id, settings, []) });
        worker._process.OutputDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        await Eventually.TrueAsync(() =>
        {
            Assert.False(worker._process.HasExited, $"The worker ended:{Environment.NewLine}{worker.Log}");
            return aws.CountPollers(new FaceRec.Messages.Queues(id).Recognition) > 0;
        }, TimeSpan.FromMinutes(3));
        return worker;
    }

    /// <summary>Runs one of the worker's commands to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(LocalAws aws, string id, (string Name, string Value)[] settings, params string[] arguments)
    {
        using var process = Process.Start(Program(aws, id, settings, arguments))!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        _process.Dispose();
    }

    static ProcessStartInfo Program(LocalAws aws, string id, (string Name, string Value)[] settings, string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "Recognition", configuration, "FaceRec.Recognition.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ID"] = id,
            ["INSTANCE_ID"] = $"test-{Environment.ProcessId}",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = aws.Endpoint.ToString().TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["STOP_WHEN_INPUT_ENDS"] = "true",
            ["LOG_FORMAT"] = "text",
            ["RETRY_DELAY"] = "0",
            // As in tests/Directory.Build.props: it would not pay here.
            ["DOTNET_TieredPGO"] = "0",
        })
            start.Environment[name] = value;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
