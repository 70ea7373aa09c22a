using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FaceRec.Gateway;

/// <summary>How the Gateway and what it needs are.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: the worst of all checks.</param>
/// <param name="Checks">Each check by name.</param>
internal sealed record HealthSummary(string Status, IReadOnlyDictionary<string, HealthSummary.Check> Checks)
{
    public static HealthSummary From(HealthReport report) => new(Name(report.Status),
        report.Entries.ToDictionary(entry => entry.Key, entry => new Check(Name(entry.Value.Status), entry.Value.Description)));

    static string Name(HealthStatus status) => status.ToString().ToLowerInvariant();

    /// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
    /// <param name="Description">What was found, where there is something to say.</param>
    internal sealed record Check(string Status, string? Description);
}
