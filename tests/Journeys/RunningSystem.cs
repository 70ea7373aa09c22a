using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceRec.Journeys;

/// <summary>The whole system as <c>dotnet run --project LocalCloud</c> starts it, on free ports, with nothing kept. Started once for all journeys.</summary>
public sealed partial class RunningSystem : IAsyncLifetime
{
    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(100);

    readonly StringBuilder _log = new();
    Process? _launcher;

    public HttpClient Gateway { get; } = new() { Timeout = TimeSpan.FromSeconds(90) };

    /// <summary>The clone's root.</summary>
    public static string Root { get; } = FindRoot();

    public static string Photo(int number) => Path.Combine(Root, "artifacts", "photos", $"sample{number}.jpg");

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var launcher = Path.Combine(Root, "artifacts", "bin", "LocalCloud", configuration, "FaceRec.LocalCloud.dll");
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _launcher = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [launcher, "--port", "0", "--gateway-port", "0", "--ephemeral"]) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        _launcher.OutputDataReceived += (_, line) => Read(line.Data, address);
        _launcher.ErrorDataReceived += (_, line) => Read(line.Data, address);
        _launcher.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The launcher ended:{Environment.NewLine}{Log()}"));
        _launcher.Start();
        _launcher.BeginOutputReadLine();
        _launcher.BeginErrorReadLine();
        Gateway.BaseAddress = await address.Task.WaitAsync(StartTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        if (_launcher is null)
            return;
        using (var terminate = Process.Start("kill", ["-TERM", $"{_launcher.Id}"]))
            await terminate.WaitForExitAsync();
        await _launcher.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        _launcher.Dispose();
    }

    void Read(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (PageLine().Match(line) is { Success: true } match)
            address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    string Log()
    {
        lock (_log)
            return _log.ToString();
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FaceRec.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("FaceRec.sln was not found above the tests.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^\s+Page\s+(http://\S+)$")]
    private static partial Regex PageLine();
}
