using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FaceRec.GatewayBench;

/// <summary>A local AWS in a process of its own, so that it and the clients in this one do not take each other's threads.</summary>
internal sealed partial class AwsProcess : IAsyncDisposable
{
    readonly Process _process;

    AwsProcess(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<AwsProcess> StartAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "LocalCloud", configuration, "FaceRec.LocalCloud.dll"));
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--aws-only", "--port", "0", "--ephemeral"]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (EndpointLine().Match(line) is { Success: true } match)
                return new AwsProcess(process, new Uri(match.Groups[1].Value));
        }

        throw new InvalidOperationException("The local AWS ended at its start.");
    }

    public async ValueTask DisposeAsync()
    {
        using (var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await terminate.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"AWS_ENDPOINT_URL=(http://\S+)")]
    private static partial Regex EndpointLine();
}
