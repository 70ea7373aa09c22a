using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FaceRec.ServiceDefaults;

/// <summary>
/// The lifetime of a service whose supervisor holds the other end of its standard input. It stops when the input ends, so that the
/// supervisor takes it along however it dies, SIGKILL included, or on SIGTERM. Ctrl+C, which a terminal sends to everybody at once, is
/// left to the supervisor, who stops its services in order.
/// </summary>
internal sealed partial class SupervisedLifetime(IHostApplicationLifetime lifetime, ILogger<SupervisedLifetime> logger) : IHostLifetime, IDisposable
{
    // Shutdown gets this long before the process ends regardless: with the supervisor gone nobody else will end it.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    readonly List<IDisposable> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        }));
        // A read of a pipe cannot be cancelled, so a thread of its own waits in it for as long as the process lives.
        new Thread(WatchInput) { IsBackground = true, Name = "Standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    void WatchInput()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
        }

        Log.InputEnded(logger);
        _registrations.Add(new Timer(_ => Environment.Exit(1), null, Grace, Timeout.InfiniteTimeSpan));
        lifetime.StopApplication();
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Standard input ended: the supervisor is gone, stopping.")]
        public static partial void InputEnded(ILogger logger);
    }
}
