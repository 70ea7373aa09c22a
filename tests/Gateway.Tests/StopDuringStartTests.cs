using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FaceRec.Gateway.Tests;

/// <summary>A service that is told to stop while it waits for something at its start: one line, and no failure.</summary>
public sealed class StopDuringStartTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_in_order_whoever_tells_it(bool bySignal)
    {
        Assert.SkipWhen(bySignal && OperatingSystem.IsWindows(), "There are no signals.");
        // An S3 that takes a connection and never answers: the Gateway reads its keys before anything else.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var process = Process.Start(Program($"http://{silent.LocalEndpoint}", stopsWithInput: !bySignal))!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        using var asked = await silent.AcceptSocketAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        if (bySignal)
            Process.Start("kill", ["-TERM", $"{process.Id}"])!.Dispose();
        else
            process.StandardInput.Close();

        var said = string.Concat(await output.WaitAsync(TimeSpan.FromMinutes(2), Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("INF Stopped before the start was complete.", said);
        Assert.DoesNotContain("Exception", said);
        Assert.DoesNotContain(" ERR ", said);
    }

    static ProcessStartInfo Program(string aws, bool stopsWithInput)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "Gateway", configuration, "FaceRec.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--urls=http://127.0.0.1:0"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = aws,
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["Gateway__AllowAnonymous"] = "false",
            ["STOP_WHEN_INPUT_ENDS"] = $"{stopsWithInput}",
            ["LOG_FORMAT"] = "text",
            ["LOG_LEVEL"] = "Information",
        })
            start.Environment[name] = value;
        return start;
    }
}
