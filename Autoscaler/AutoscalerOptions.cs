using System.ComponentModel.DataAnnotations;

namespace FaceRec.Autoscaler;

/// <summary>How the fleet is measured and sized.</summary>
public sealed class AutoscalerOptions : IValidatableObject
{
    /// <summary>How often the queue is measured (<c>CHECK_INTERVAL</c>, seconds).</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most instances that may run at once (<c>MAX_INSTANCES</c>).</summary>
    [Range(0, 500)]
    public int MaxInstances { get; set; } = 15;

    /// <summary>Instances that run even when there is nothing to do.</summary>
    [Range(0, 500)]
    public int MinInstances { get; set; }

    public ScalingPolicyKind Policy { get; set; } = ScalingPolicyKind.Backlog;

    /// <summary>How long a picture may wait and be worked on, once enough instances run.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LatencyTarget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time to handle one picture in one slot, until workers have reported what it really is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan AssumedServiceTime { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Pictures that one instance handles at once, until workers have reported it.</summary>
    [Range(1, 256)]
    public int AssumedSlots { get; set; } = 2;

    /// <summary>From a launch to a worker that takes messages, until instances have shown it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AssumedBootTime { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>The share of its slots that a worker should be busy with; the rest absorbs bursts.</summary>
    [Range(0.1, 1.0)]
    public double TargetUtilisation { get; set; } = 0.7;

    /// <summary>The fleet shrinks only to the largest size wanted during this time, so that a pause between bursts does not cost a boot.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StableWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>An instance runs at least this long. EC2 bills Linux instances by the second, with a minimum of 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MinimumLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most instances added by one decision.</summary>
    [Range(1, 500)]
    public int MaxStepOut { get; set; } = 15;

    /// <summary>The most instances drained by one decision.</summary>
    [Range(1, 500)]
    public int MaxStepIn { get; set; } = 5;

    /// <summary>A measurement older than this says nothing about now: it counts as unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MeasurementLifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker may take to finish what it has before it is stopped regardless.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A running instance from which no worker has reported for this long is an orphan and is replaced. Longer than a boot takes, or instances
    /// would be replaced for ever before they can report.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan OrphanAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the leading Autoscaler's lease lasts unrenewed: when it dies, another takes its place after this time. A third of it is the
    /// time between two writes to S3.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinInstances > MaxInstances)
            yield return new ValidationResult($"MinInstances is {MinInstances}, but must not be more than MaxInstances, which is {MaxInstances}.");
        if (OrphanAfter <= AssumedBootTime)
            yield return new ValidationResult($"OrphanAfter is {OrphanAfter}, but must be longer than AssumedBootTime, which is {AssumedBootTime}: instances would be replaced while they boot.");
    }
}
