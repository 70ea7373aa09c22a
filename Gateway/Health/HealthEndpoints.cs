using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FaceRec.Gateway;

/// <summary><c>/health</c> for people, <c>/health/live</c> and <c>/health/ready</c> for load balancers.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth("/health", "readHealth", "Tells how the Gateway and what it needs are: the bus, S3, and whether either is given a rest after failures.", All);
        // Alive means that requests are answered at all; what they need may be down, and a restart would not mend it.
        routes.MapHealth("/health/live", "readLiveness", "Says that the Gateway answers; one that does not should be restarted.", None);
        routes.MapHealth("/health/ready", "readReadiness", "Says whether the Gateway should be sent requests.", All);
    }

    static void MapHealth(this IEndpointRouteBuilder routes, string path, string name, string summary, Func<HealthCheckRegistration, bool> counts) =>
        routes.MapGet(path, (HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken) => ReadAsync(checks, counts, response, cancellationToken))
            .WithTags("Operations").Documented(name, summary).Answers<HealthSummary>().Answers<HealthSummary>(StatusCodes.Status503ServiceUnavailable);

    static async Task<IResult> ReadAsync(HealthCheckService checks, Func<HealthCheckRegistration, bool> counts, HttpResponse response, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(counts, cancellationToken);
        // Yesterday's health is of no use to anybody.
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(HealthSummary.From(report), statusCode: report.Status is HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    static bool All(HealthCheckRegistration check) => true;

    static bool None(HealthCheckRegistration check) => false;
}
