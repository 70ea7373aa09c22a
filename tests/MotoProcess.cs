using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FaceRec.Tests;

/// <summary>A process of moto's server, another author's reading of AWS's protocols, on a port that it finds itself.</summary>
internal sealed partial class MotoProcess : IAsyncDisposable
{
    public const string Absence = "moto_server is not installed (pip install 'moto[server]').";

    // Python and its imports, on a loaded machine.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private MotoProcess(Process process) => _process = process;

    public Uri Endpoint => _endpoint.Task.Result;

    /// <summary>Starts it, or gives null where it is not installed.</summary>
    public static async Task<MotoProcess?> StartAsync()
    {
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONUNBUFFERED"] = "1" },
        };
        MotoProcess moto;
        try
        {
            moto = new MotoProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        moto._process.OutputDataReceived += (_, line) => moto.Read(line.Data);
        moto._process.ErrorDataReceived += (_, line) => moto.Read(line.Data);
        moto._process.BeginOutputReadLine();
        moto._process.BeginErrorReadLine();
        try
        {
            await moto._endpoint.Task.WaitAsync(StartTimeout);
            return moto;
        }
        catch (TimeoutException)
        {
            await moto.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is not null && Address().Match(line) is { Success: true } found)
            _endpoint.TrySetResult(new Uri(found.Groups[1].Value));
    }

    [GeneratedRegex(@"Running on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Address();
}
