using System.Diagnostics;
using FaceRec.LocalCloud;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRec.Autoscaler.Tests;

/// <summary>A process that can do nothing ends, so that its supervisor can start a fresh one.</summary>
public sealed class GivingUpTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_Autoscaler_whose_key_is_refused_says_so_and_ends()
    {
        await using var aws = await LocalAws.StartAsync(new LocalAwsOptions { AccessKeys = new Dictionary<string, string> { ["right"] = "secret" } }, Cancel);
        // The service as it was built with these tests.
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, "Autoscaler", tests.Name, "FaceRec.Autoscaler.dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = aws.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "wrong",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
            ["Fleet__ImageId"] = AwsServer.Image,
            ["Autoscaler__LeaseDuration"] = "00:00:03",
            ["HealthWatch__Interval"] = "00:00:01",
            ["LOG_FORMAT"] = "text",
            ["HealthWatch__MaxConsecutiveFailures"] = "3",
        })
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Unhealthy 3 times in a row (lease)", output, StringComparison.Ordinal);
        Assert.Contains("Access Key", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_bus_that_cannot_start_ends_its_process_unless_that_is_ending_already()
    {
        using var lifetime = new Lifetime();
        var observer = new FailedStartObserver(lifetime, NullLogger<FailedStartObserver>.Instance);
        var before = Environment.ExitCode;
        try
        {
            await observer.StartFaulted(null!, new ConnectionException("No such key."));
            Assert.Equal((1, 1), (lifetime.Stops, Environment.ExitCode));

            await observer.StartFaulted(null!, new OperationCanceledException());
            Assert.Equal(1, lifetime.Stops);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        readonly CancellationTokenSource _stopping = new();

        public int Stops { get; private set; }
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => _stopping.Token;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
            Stops++;
            _stopping.Cancel();
        }

        public void Dispose() => _stopping.Dispose();
    }
}
