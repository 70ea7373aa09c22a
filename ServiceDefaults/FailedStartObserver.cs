using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaceRec.ServiceDefaults;

/// <summary>
/// Ends the process when its bus could not start: nobody tries that again, and a service without a bus only looks alive. A queue service
/// that does not answer is no such failure, the transport waits for it.
/// </summary>
internal sealed partial class FailedStartObserver(IHostApplicationLifetime lifetime, ILogger<FailedStartObserver> logger) : IBusObserver
{
    public Task StartFaulted(IBus bus, Exception exception)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Task.CompletedTask;
        Log.NotStarted(logger, exception.Message, exception);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    public void PostCreate(IBus bus)
    {
    }

    public void CreateFaulted(Exception exception)
    {
    }

    public Task PreStart(IBus bus) => Task.CompletedTask;

    public Task PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

    public Task PreStop(IBus bus) => Task.CompletedTask;

    public Task PostStop(IBus bus) => Task.CompletedTask;

    public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The bus could not start ({Failure}): ending the process so that a fresh one can take its place.")]
        public static partial void NotStarted(ILogger logger, string failure, Exception exception);
    }
}
