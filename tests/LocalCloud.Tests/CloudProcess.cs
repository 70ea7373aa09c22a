using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;

namespace FaceRec.LocalCloud.Tests;

/// <summary>LocalCloud as a user starts it: a process of its own, that can be killed.</summary>
internal sealed partial class CloudProcess : IAsyncDisposable
{
    // As many seconds as a loaded machine of two cores may take for the whole system.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(100);

    private static readonly AnonymousAWSCredentials NoCredentials = new();

    private readonly TaskCompletionSource<Uri> _aws = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _log = new();
    private readonly Process _process;

    private CloudProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public Uri Endpoint => _aws.Task.Result;

    public Uri Gateway => _page.Task.Result;

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>The program that is tested.</summary>
    public static string Program => typeof(LocalAws).Assembly.Location;

    public static Task<CloudProcess> StartAsync(params string[] arguments) =>
        StartAsync(new ProcessStartInfo("dotnet", [Program, "--port", "0", .. arguments]), !arguments.Contains("--aws-only"));

    /// <param name="start">Runs LocalCloud, itself or through others.</param>
    public static async Task<CloudProcess> StartAsync(ProcessStartInfo start, bool isWhole)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var cloud = new CloudProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        cloud._process.OutputDataReceived += (_, line) => cloud.Read(line.Data);
        cloud._process.ErrorDataReceived += (_, line) => cloud.Read(line.Data);
        cloud._process.Exited += (_, _) => cloud.Ended();
        cloud._process.Start();
        cloud._process.BeginOutputReadLine();
        cloud._process.BeginErrorReadLine();
        try
        {
            await cloud._aws.Task.WaitAsync(StartTimeout, TestContext.Current.CancellationToken);
            if (isWhole)
                await cloud._page.Task.WaitAsync(StartTimeout, TestContext.Current.CancellationToken);
            return cloud;
        }
        catch (Exception error)
        {
            await cloud.DisposeAsync();
            throw new InvalidOperationException($"LocalCloud did not start:{Environment.NewLine}{cloud.Log}", error);
        }
    }

    public AmazonSQSClient Sqs() => new(NoCredentials, new AmazonSQSConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    public AmazonS3Client S3() => new(NoCredentials, new AmazonS3Config { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, ForcePathStyle = true });

    public AmazonEC2Client Ec2() => new(new BasicAWSCredentials("local", "local"), new AmazonEC2Config { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    /// <summary>Ends this process at once and leaves its children to themselves: SIGKILL, of which nobody can be told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks it to stop, as Ctrl+C and service managers do, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.AppendLine(line);
        if (AwsLine().Match(line) is { Success: true } aws)
            _aws.TrySetResult(new Uri(aws.Groups[1].Value));
        if (PageLine().Match(line) is { Success: true } page)
            _page.TrySetResult(new Uri(page.Groups[1].Value));
    }

    private void Ended()
    {
        _aws.TrySetException(new InvalidOperationException("It ended."));
        _page.TrySetException(new InvalidOperationException("It ended."));
    }

    [GeneratedRegex(@"AWS_ENDPOINT_URL=(http://\S+)")]
    private static partial Regex AwsLine();

    [GeneratedRegex(@"^\s+Page\s+(http://\S+)$")]
    private static partial Regex PageLine();
}
