using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaceRec.ServiceDefaults;

/// <summary>
/// Stops the service when its standard input ends. A supervisor that holds the other end of the pipe takes its children with it
/// however it dies, SIGKILL included, and on every operating system.
/// </summary>
internal sealed partial class StopWhenInputEnds(IHostApplicationLifetime lifetime, ILogger<StopWhenInputEnds> logger) : BackgroundService
{
    // Shutdown gets this long before the process ends regardless: with the supervisor gone nobody else will end it.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        // A read of a pipe cannot be cancelled, so it runs on a thread of its own and the service does not wait for it when stopping.
        var ended = Task.Run(() => { while (input.Read(buffer) > 0) { } }, CancellationToken.None);
        await Task.WhenAny(ended, Task.Delay(Timeout.Infinite, stoppingToken));
        if (stoppingToken.IsCancellationRequested)
            return;

        Log.InputEnded(logger);
        _ = new Timer(_ => Environment.Exit(1), null, Grace, Timeout.InfiniteTimeSpan);
        lifetime.StopApplication();
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Standard input ended: the supervisor is gone, stopping.")]
        public static partial void InputEnded(ILogger logger);
    }
}
