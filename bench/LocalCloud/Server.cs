using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace FaceRec.Bench.LocalCloud;

/// <summary>A cloud as a process of its own.</summary>
sealed class Server : IAsyncDisposable
{
    static readonly BasicAWSCredentials Credentials = new("local", "local");

    readonly Process _process;
    readonly string? _folder;

    Server(string name, Process process, Uri endpoint, string? folder) => (Name, _process, Endpoint, _folder) = (name, process, endpoint, folder);

    public string Name { get; }

    public Uri Endpoint { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>LocalCloud in memory, LocalCloud durable, and moto where it is installed.</summary>
    public static async Task<List<Server>> StartAllAsync()
    {
        List<Server> servers = [await StartInMemoryAsync(), await StartDurableAsync()];
        if (await StartMotoAsync() is { } moto)
            servers.Add(moto);
        else
            Console.WriteLine("  moto is not installed");
        return servers;
    }

    public static Task<Server> StartInMemoryAsync() => StartAsync("in memory", null);

    public static Task<Server> StartDurableAsync() => StartAsync("durable", Directory.CreateTempSubdirectory("localcloud-bench-").FullName);

    public AmazonSQSClient Sqs() => new(Credentials, new AmazonSQSConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1" });

    public AmazonS3Client S3() => new(Credentials, new AmazonS3Config { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    static async Task<Server> StartAsync(string name, string? folder)
    {
        string[] keep = folder is null ? ["--ephemeral"] : ["--data", folder];
        var program = typeof(FaceRec.LocalCloud.LocalAws).Assembly.Location;
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "0", "--aws-only", .. keep]) { RedirectStandardOutput = true })!;
        const string Marker = "AWS_ENDPOINT_URL=";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at)
                return new Server(name, process, new Uri(line[(at + Marker.Length)..].Split(' ')[0]), folder);
        }

        throw new InvalidOperationException("LocalCloud ended before it was ready.");
    }

    static async Task<Server?> StartMotoAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);
        if (program is null)
            return null;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec {program} -H 127.0.0.1 -p {endpoint.Port} >/dev/null 2>&1"]))!;
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await AnswersAsync(http, endpoint))
            await timer.WaitForNextTickAsync();
        return new Server("moto", process, endpoint, null);
    }

    static async Task<bool> AnswersAsync(HttpClient http, Uri endpoint)
    {
        try
        {
            using var response = await http.GetAsync(endpoint);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
