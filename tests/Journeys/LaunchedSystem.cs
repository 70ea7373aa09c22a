using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace FaceRec.Journeys;

/// <summary>The whole system as <c>dotnet run --project LocalCloud</c> starts it, on free ports, with nothing kept.</summary>
public sealed partial class LaunchedSystem : IAsyncDisposable
{
    /// <summary>How long a journey waits for what it expects, on a machine that is busy with others.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    static readonly TimeSpan StartTimeout = Patience;
    static readonly BasicAWSCredentials Credentials = new("local", "local");

    readonly StringBuilder _log = new();
    readonly TaskCompletionSource<Uri> _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Process _launcher;
    Uri? _aws;

    LaunchedSystem(IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program("LocalCloud"), "--port", "0", "--gateway-port", "0", "--ephemeral", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _launcher = new Process { StartInfo = start, EnableRaisingEvents = true };
        _launcher.OutputDataReceived += (_, line) => Read(line.Data);
        _launcher.ErrorDataReceived += (_, line) => Read(line.Data);
        _launcher.Exited += (_, _) => _page.TrySetException(new InvalidOperationException($"The launcher ended:{Environment.NewLine}{Log}"));
    }

    public Uri Aws => _aws!;

    public HttpClient Gateway { get; } = new() { Timeout = Patience };

    public AmazonEC2Client Ec2 => field ??= new(Credentials, new AmazonEC2Config { ServiceURL = _aws!.ToString(), AuthenticationRegion = "us-east-1" });
    public AmazonSQSClient Sqs => field ??= new(Credentials, new AmazonSQSConfig { ServiceURL = _aws!.ToString(), AuthenticationRegion = "us-east-1" });

    public AmazonS3Client S3 => field ??=
        new(Credentials, new AmazonS3Config { ServiceURL = _aws!.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    /// <summary>What the system has written so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <param name="settings">Environment variables, as an operator would set them.</param>
    /// <param name="arguments">More of the launcher's command line.</param>
    public static async Task<LaunchedSystem> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var system = new LaunchedSystem(settings, arguments);
        system._launcher.Start();
        system._launcher.BeginOutputReadLine();
        system._launcher.BeginErrorReadLine();
        try
        {
            system.Gateway.BaseAddress = await system._page.Task.WaitAsync(StartTimeout);
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }

        return system;
    }

    /// <summary>Posts a picture as a form with one file in it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string field, byte[] picture, string fileName, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(picture), field, fileName } };
        return await Gateway.PostAsync(path, form, cancellationToken);
    }

    /// <summary>The ids of the instances in a state such as <c>running</c>, by EC2's own account.</summary>
    public async Task<IReadOnlyList<string>> InstancesAsync(string state, CancellationToken cancellationToken)
    {
        var response = await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("instance-state-name", [state])] }, cancellationToken);
        return [.. (response.Reservations ?? []).SelectMany(reservation => reservation.Instances).Select(instance => instance.InstanceId)];
    }

    /// <summary>Ends when so many instances run.</summary>
    public Task RunningAsync(int count) =>
        Eventually.TrueAsync(async () => (await InstancesAsync("running", TestContext.Current.CancellationToken)).Count == count, Patience);

    /// <summary>Asks LocalCloud for something that AWS has no call for, such as a fault.</summary>
    public async Task ControlAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_aws!, $"_localcloud/{path}")) { Content = body is null ? null : new StringContent(body) };
        using var http = new HttpClient();
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The launcher's children that run a service, such as <c>Recognition</c>.</summary>
    public IReadOnlyList<int> Processes(string service) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ReadProc(id, "status").Contains($"\nPPid:\t{_launcher.Id}\n", StringComparison.Ordinal)
                && ReadProc(id, "cmdline").Contains($"FaceRec.{service}.dll", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        if (!_launcher.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_launcher.Id}"]);
            await terminate.WaitForExitAsync();
            await _launcher.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        }

        // For whoever has to find out why a journey failed.
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "journeys"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{TestContext.Current.TestMethod?.MethodName ?? "shared"}.log"), Log);
        _launcher.Dispose();
    }

    void Read(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (AwsLine().Match(line) is { Success: true } aws)
            _aws = new Uri(aws.Groups[1].Value);
        if (PageLine().Match(line) is { Success: true } page)
            Task.Run(() => AnswerOnceAwsIsKnown(new Uri(page.Groups[1].Value)));
    }

    // The screen names the page first and AWS two lines below.
    async Task AnswerOnceAwsIsKnown(Uri page)
    {
        await Eventually.TrueAsync(() => _aws is not null, TimeSpan.FromSeconds(60));
        _page.TrySetResult(page);
    }

    static string ReadProc(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }

    [GeneratedRegex(@"^\s+Page\s+(http://\S+)$")]
    private static partial Regex PageLine();

    [GeneratedRegex(@"^\s+AWS\s+AWS_ENDPOINT_URL=(http://\S+)")]
    private static partial Regex AwsLine();
}
