using System.ComponentModel.DataAnnotations;

namespace FaceRec.ServiceDefaults;

/// <summary>When a service that stays unhealthy gives up, so that its supervisor can start a fresh one.</summary>
public sealed class HealthWatchOptions
{
    /// <summary>How often health is checked.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many unhealthy checks in a row end the process with exit code 1; 0 = never. The default is ten minutes' worth.</summary>
    [Range(0, 100_000)]
    public int MaxConsecutiveFailures { get; set; } = 60;
}
