using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaceRec.ServiceDefaults;

/// <summary>The last line of every service's <c>Program.cs</c>.</summary>
public static partial class ServiceRun
{
    /// <summary>
    /// Runs a service until it is stopped, and answers the process's exit code. To be stopped while it still starts is no failure: a host by
    /// itself would throw what the start was cancelled with.
    /// </summary>
    public static async Task<int> RunServiceAsync(this IHost host)
    {
        await using var disposing = (IAsyncDisposable)host;
        try
        {
            await host.StartAsync();
        }
        catch (OperationCanceledException) when (host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            // Nothing is asked to stop: much of it has not started.
            Log.StoppedWhileStarting(host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceRun)));
            return Environment.ExitCode;
        }

        await host.WaitForShutdownAsync();
        return Environment.ExitCode;
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped before the start was complete.")]
        public static partial void StoppedWhileStarting(ILogger logger);
    }
}
