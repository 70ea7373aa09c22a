using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SqsTransport.Tests;

/// <summary>SQS as others have written it: moto's, where its <c>moto_server</c> is installed.</summary>
public sealed class MotoServer : SqsServer
{
    private Process? _process;

    // It handles one request at a time, in Python.
    public override int Many => 60;

    protected override async Task<(Uri? Endpoint, string? Absence)> StartAsync()
    {
        var port = FreePort();
        try
        {
            _process = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "moto_server is not installed (pip install 'moto[server]' brings it).");
        }

        _process!.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var endpoint = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri(endpoint, "moto-api/data.json"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return (endpoint, null);
    }

    protected override Task StopAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        return Task.CompletedTask;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
