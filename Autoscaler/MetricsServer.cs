using Microsoft.Extensions.Options;
using Prometheus;

namespace FaceRec.Autoscaler;

/// <summary>Answers Prometheus at <c>/metrics</c>, where a port is set for it. The Autoscaler listens to nothing else.</summary>
internal sealed partial class MetricsServer(IOptions<MetricsOptions> options, ILogger<MetricsServer> logger) : IHostedService, IDisposable
{
    readonly KestrelMetricServer? _server = options.Value is { Port: > 0 } at ? new KestrelMetricServer(at.Host, at.Port) : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return Task.CompletedTask;
        _server.Start();
        Log.Listens(logger, options.Value.Host, options.Value.Port);
        // prometheus-net hears of meters only from the first time that anybody collects.
        return Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync() ?? Task.CompletedTask;

    public void Dispose() => (_server as IDisposable)?.Dispose();

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Metrics are at http://{Host}:{Port}/metrics.")]
        public static partial void Listens(ILogger logger, string host, int port);
    }
}
