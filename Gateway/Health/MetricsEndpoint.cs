using Prometheus;

namespace FaceRec.Gateway;

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void MapPrometheus(this IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Read).WithTags("Operations").Needs(Scope.Operate)
        .Documented("readMetrics", "Gives counts, durations and states in Prometheus' text format.").Produces<string>(StatusCodes.Status200OK, "text/plain");

    /// <summary>Counts from the start: prometheus-net hears of meters only from the first time that anybody collects.</summary>
    public static void AddPrometheus(this IServiceCollection services) => services.AddHostedService<FirstCollection>();

    static IResult Read(CancellationToken cancellationToken) =>
        TypedResults.Stream(stream => Metrics.DefaultRegistry.CollectAndExportAsTextAsync(stream, cancellationToken), PrometheusConstants.TextContentTypeWithVersionAndEncoding);

    sealed class FirstCollection : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
