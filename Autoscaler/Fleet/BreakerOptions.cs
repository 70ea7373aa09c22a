using System.ComponentModel.DataAnnotations;

namespace FaceRec.Autoscaler;

/// <summary>How EC2 calls are retried, and when they are given up for a while.</summary>
public sealed class BreakerOptions
{
    /// <summary>Retries of one call (<c>MAX_RETRIES</c>).</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 2;

    /// <summary>Wait before the first retry (<c>RETRY_DELAY</c>, seconds); it doubles with each and is jittered.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls within <see cref="Window"/> from which on a failing half opens the circuit.</summary>
    [Range(2, 1000)]
    public int Failures { get; set; } = 3;

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the circuit stays open before one call is tried.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(30);
}
