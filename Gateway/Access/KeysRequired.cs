using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>Ends the start of a Gateway that nobody could use, or that would be open by mistake.</summary>
internal sealed partial class KeysRequired(KeyStore store, IOptions<GatewayOptions> options, ILogger<KeysRequired> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AllowAnonymous)
        {
            Log.Open(logger);
            return;
        }

        try
        {
            if ((await store.ReadAsync(cancellationToken)).Keys.Count == 0)
                throw new NoApiKeyException();
        }
        // Not knowing is not the same as none: requests get 503 until the keys can be read.
        catch (Exception e) when (Dependencies.IsUnavailable(e))
        {
            Log.NotRead(logger, e.Message);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Anonymous calls are allowed (Gateway:AllowAnonymous): whoever reaches this Gateway may do everything.")]
        public static partial void Open(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The API keys could not be read at the start: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
