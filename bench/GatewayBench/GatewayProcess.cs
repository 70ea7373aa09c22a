using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FaceRec.GatewayBench;

/// <summary>A Gateway in a process of its own, against a local AWS.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    public const string Id = "bench";

    readonly Process _process;

    GatewayProcess(Process process, Uri address) => (_process, Address, Http) = (process, address, new HttpClient { BaseAddress = address });

    public Uri Address { get; }
    public HttpClient Http { get; }
    public bool HasExited => _process.HasExited;

    public static async Task<GatewayProcess> StartAsync(AwsProcess aws, IReadOnlyDictionary<string, string> settings)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        using var http = new HttpClient();
        foreach (var bucket in new[] { $"{Id}-in-bucket", $"{Id}-out-bucket" })
            (await http.PutAsync(new Uri(aws.Endpoint, bucket), null)).EnsureSuccessStatusCode();

        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Gateway", configuration, "FaceRec.Gateway.dll"));
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardInput = true };
        foreach (var (name, value) in new Dictionary<string, string>(settings)
        {
            ["ID"] = Id,
            ["AWS_ENDPOINT_URL"] = aws.Endpoint.ToString(),
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Gateway__AllowAnonymous"] = "true",
            ["Gateway__RequestsPerSecond"] = "1000000",
            ["Gateway__RequestBurst"] = "1000000",
            ["Gateway__ConcurrentRequests"] = "1000000",
            ["LOG_LEVEL"] = "Fatal",
            ["STOP_WHEN_INPUT_ENDS"] = "true",
        })
            start.Environment[name] = value;
        var gateway = new GatewayProcess(Process.Start(start)!, address);
        await gateway.UntilAsync(async () => (await gateway.Http.GetAsync("health/ready")).IsSuccessStatusCode);
        return gateway;
    }

    /// <summary>The memory of the process that is in RAM, in bytes.</summary>
    public long WorkingSet()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public int Threads()
    {
        _process.Refresh();
        return _process.Threads.Count;
    }

    /// <summary>The sum of a metric's values.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var metrics = await Http.GetStringAsync("metrics");
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            try
            {
                if (HasExited)
                    throw new InvalidOperationException($"The Gateway ended with exit code {_process.ExitCode}.");
                if (await isSo())
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
