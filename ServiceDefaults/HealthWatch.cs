using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FaceRec.ServiceDefaults;

/// <summary>Ends the process after too many unhealthy checks in a row. One healthy or degraded check starts the count again.</summary>
internal sealed partial class HealthWatch(HealthCheckService health, IHostApplicationLifetime lifetime, TimeProvider clock,
    IOptions<HealthWatchOptions> options, ILogger<HealthWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var limit = options.Value.MaxConsecutiveFailures;
        if (limit == 0)
            return;

        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        var failures = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var report = await health.CheckHealthAsync(stoppingToken);
                failures = report.Status == HealthStatus.Unhealthy ? failures + 1 : 0;
                if (failures < limit)
                    continue;

                Log.GivingUp(logger, failures, string.Join(", ", report.Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(e => e.Key)));
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "Unhealthy {Failures} times in a row ({Checks}): ending the process so that a fresh one can take its place.")]
        public static partial void GivingUp(ILogger logger, int failures, string checks);
    }
}
