using System.Diagnostics;

namespace FaceRec.Bench.Transport;

/// <summary>LocalCloud as a process of its own, so that its work is not counted as the client's.</summary>
sealed class AwsProcess : IDisposable
{
    readonly Process _process;

    AwsProcess(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<AwsProcess> StartAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "LocalCloud", configuration, "FaceRec.LocalCloud.dll"));
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "0", "--aws-only", "--ephemeral"]) { RedirectStandardOutput = true })!;
        const string Marker = "AWS_ENDPOINT_URL=";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at)
                return new AwsProcess(process, new Uri(line[(at + Marker.Length)..].Split(' ')[0]));
        }

        throw new InvalidOperationException("LocalCloud ended before it was ready.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
