using System.Net;

namespace FaceRec.LocalCloud.Launcher;

/// <summary>
/// Runs the whole system on this machine: AWS in this process, Gateway and Autoscaler as children, workers as instances of EC2. Stops it in
/// the opposite order of need: first those who send work, then those who do it, then what they do it on.
/// </summary>
internal sealed class SystemLauncher(LauncherOptions options, Output output)
{
    static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(90);
    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(45);

    /// <summary>Runs until the token is cancelled or a service ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var environment = new Dictionary<string, string>();
        await using var aws = await StartAwsAsync(environment, stopping);
        if (options.AwsOnly)
        {
            output.WriteScreen($"{Environment.NewLine}AWS on this machine: AWS_ENDPOINT_URL={Address(aws.Endpoint)}{Environment.NewLine}Data: {Data}{Environment.NewLine}Stop with Ctrl+C.");
            await UntilCancelledAsync(stopping);
            return 0;
        }

        aws.CreateBucket($"{options.Id}-in-bucket");
        aws.CreateBucket($"{options.Id}-out-bucket");

        var gatewayPort = options.GatewayPort == 0 ? LoopbackPort.FindFree() : options.GatewayPort;
        // An earlier run that was killed may have a Gateway that is still stopping.
        if (!await LoopbackPort.WaitUntilFreeAsync(gatewayPort, StopGrace, () => output.WriteScreen($"Port {gatewayPort} is in use; waiting for it."), stopping))
        {
            output.WriteScreen($"Port {gatewayPort} is in use by another program. Choose another with --gateway-port.");
            return 1;
        }

        var gatewayUrl = $"http://127.0.0.1:{gatewayPort}";
        var key = options.RequireKey ? await MakeKeyAsync(environment) : null;
        var children = new List<(string Name, ChildProcess Process, Task<int> Exited)>();
        try
        {
            children.Add(StartChild("gateway", "Gateway", new(environment)
            {
                ["ASPNETCORE_URLS"] = gatewayUrl,
                ["Gateway__AllowAnonymous"] = options.RequireKey ? "false" : "true",
            }));
            children.Add(StartChild("autoscaler", "Autoscaler", new(environment)
            {
                ["Fleet__ImageId"] = ServiceImages.WorkerImageId,
                ["Autoscaler__MinInstances"] = options.MinInstances.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["CHECK_INTERVAL"] = Environment.GetEnvironmentVariable("CHECK_INTERVAL") ?? "1",
                // Restarts are frequent here, and a lease costs nothing.
                ["Autoscaler__AssumedBootTime"] = Environment.GetEnvironmentVariable("Autoscaler__AssumedBootTime") ?? "00:00:05",
                ["Autoscaler__LeaseDuration"] = Environment.GetEnvironmentVariable("Autoscaler__LeaseDuration") ?? "00:00:03",
                ["MAX_INSTANCES"] = Environment.GetEnvironmentVariable("MAX_INSTANCES") ?? DefaultMaxInstances,
            }));
            var ended = Task.WhenAny(children.Select(child => child.Exited));
            if (await IsReadyAsync(aws, gatewayUrl, ended, stopping))
                output.WriteScreen(Screen.Ready(gatewayUrl, Address(aws.Endpoint), Data, key));
            else if (!ended.IsCompleted && !stopping.IsCancellationRequested)
            {
                output.WriteScreen($"The system did not become ready within {ReadyTimeout.TotalSeconds:0} s. The lines above say why; stopping.");
                return 1;
            }

            await Task.WhenAny(ended, UntilCancelledAsync(stopping));
            if (ended.IsCompleted && !stopping.IsCancellationRequested)
            {
                var (name, _, exited) = children.First(child => child.Exited.IsCompleted);
                output.WriteScreen($"The {name} ended by itself with exit code {await exited}. The lines above say why; stopping everything.");
                return 1;
            }

            output.WriteScreen("Stopping.");
            return 0;
        }
        finally
        {
            foreach (var (_, process, _) in children)
                await process.StopAsync(StopGrace);
        }
    }

    string Data => options.DataFolder ?? "nowhere: gone when this stops";

    static string Address(Uri endpoint) => endpoint.ToString().TrimEnd('/');

    async Task<LocalAws> StartAwsAsync(Dictionary<string, string> environment, CancellationToken stopping)
    {
        // The worker's environment names the endpoint, which is known only once it listens; no instance starts before that.
        var images = options.AwsOnly ? [] : new Dictionary<string, LocalImage> { [ServiceImages.WorkerImageId] = ServiceImages.Find("Recognition", environment) };
        var aws = await StartAwsAsync(new LocalAwsOptions
        {
            Port = options.Port,
            DataFolder = options.DataFolder,
            AccessKeys = options.ChecksSignatures ? new Dictionary<string, string> { [options.AccessKeyId] = options.SecretAccessKey } : null,
            Images = images,
            InstanceOutput = (id, line) => output.Write(id, line),
        }, stopping);
        foreach (var (name, value) in ServiceImages.Variables(aws.Endpoint, options))
            environment[name] = value;
        return aws;
    }

    async Task<LocalAws> StartAwsAsync(LocalAwsOptions settings, CancellationToken stopping)
    {
        try
        {
            return await LocalAws.StartAsync(settings, stopping);
        }
        catch (IOException error) when (settings.DataFolder is not null)
        {
            // An earlier run on the same folder may still be stopping.
            output.WriteScreen($"{error.Message}{Environment.NewLine}Waiting up to {StopGrace.TotalSeconds:0} s for it to end.");
            return await LocalAws.StartAsync(settings with { DataFolderPatience = StopGrace }, stopping);
        }
    }

    (string, ChildProcess, Task<int>) StartChild(string name, string project, Dictionary<string, string> environment)
    {
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = ChildProcess.Start(ServiceImages.Find(project, environment), new Dictionary<string, string>(), line => output.Write(name, line), exited.SetResult);
        return (name, process, exited.Task);
    }

    /// <summary>Makes a key that may do everything, by the Gateway's own command; that of an earlier run is revoked.</summary>
    async Task<string> MakeKeyAsync(Dictionary<string, string> environment)
    {
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var image = ServiceImages.Find("Gateway", environment);
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        string[] arguments = [.. image.Arguments, "keys", "create", "--name", "localcloud", "--replace", "--scope", "recognize", "enroll", "operate"];
        ChildProcess.Start(image with { Arguments = arguments }, new Dictionary<string, string>(), lines.Enqueue, exited.SetResult);
        var exitCode = await exited.Task.WaitAsync(ReadyTimeout);
        return exitCode == 0 && lines.FirstOrDefault(line => line.StartsWith("frk_", StringComparison.Ordinal)) is { } key
            ? key
            : throw new IOException($"No API key could be made: {string.Join(Environment.NewLine, lines)}");
    }

    async Task<bool> IsReadyAsync(LocalAws aws, string gatewayUrl, Task ended, CancellationToken stopping)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(ReadyTimeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(deadline.Token))
            {
                if (ended.IsCompleted)
                    return false;
                var hasWorker = options.MinInstances == 0 || aws.CountPollers($"{options.Id}-recognition") > 0;
                if (hasWorker && await AnswersAsync(http, $"{gatewayUrl}/health/ready", deadline.Token))
                    return true;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
        }

        return false;
    }

    static async Task<bool> AnswersAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK;
        }
        // A first answer may take longer than one try waits, on a machine that has much else to do.
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    static async Task UntilCancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }

    // Here all instances share one machine: more of them than cores only slow each other down, which looks like a need for more.
    static string DefaultMaxInstances => Math.Max(2, Environment.ProcessorCount).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
