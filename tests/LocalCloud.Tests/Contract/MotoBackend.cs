using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>moto, another author's reading of the same protocols, where its server is installed. One process for all contracts.</summary>
public sealed class MotoBackend : Backend
{
    // Python and its imports, on a loaded machine.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Uri _endpoint = FindEndpoint();
    private Process? _server;
    private string? _unavailable;

    protected override string? Unavailable => _unavailable;

    protected override AWSCredentials Credentials { get; } = new BasicAWSCredentials("testing", "testing");

    protected override Uri Endpoint => _endpoint;

    protected override IReadOnlyDictionary<string, string> KnownDifferences => MotoDifferences.Known;

    public override async Task<string> FindImageAsync() =>
        (await Ec2.DescribeImagesAsync(new DescribeImagesRequest(), TestContext.Current.CancellationToken)).Images[0].ImageId;

    public override async ValueTask InitializeAsync()
    {
        if (FindProgram("moto_server") is not { } program)
        {
            _unavailable = "moto_server is not installed (pip install 'moto[server]').";
            return;
        }

        _server = Process.Start(new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", $"{_endpoint.Port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Nobody reads what it writes, but it must be able to write.
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.TrueAsync(() => AnswersAsync(http), StartTimeout);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is null)
            return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        Assert.False(_server!.HasExited, "moto_server ended.");
        try
        {
            using var response = await http.GetAsync(new Uri(_endpoint, "moto-api/"), TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static Uri FindEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
