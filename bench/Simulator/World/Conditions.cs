namespace FaceRec.Bench.Simulator;

/// <summary>What AWS is like while a policy works.</summary>
/// <param name="Name">For tables.</param>
public sealed record Conditions(string Name)
{
    /// <summary>A good day: boots take their time, counts are a little old, and now and then a call fails.</summary>
    public static Conditions Usual { get; } = new("usual");

    /// <summary>A bad day: counts a minute old, as SQS allows itself, calls that fail, room for ten at most, instances that die.</summary>
    public static Conditions Hard { get; } = new("hard")
    {
        MetricLagSeconds = 60,
        MeasurementFailureRate = 0.1,
        LaunchFailureRate = 0.2,
        Capacity = 10,
        DeathsPerInstanceHour = 0.5,
    };

    /// <summary>Pictures that one instance handles at once.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>From RunInstances to a worker that takes messages; log-normal about this median.</summary>
    public double BootSeconds { get; init; } = 40;

    public double BootSigma { get; init; } = 0.25;

    /// <summary>The most instances that a policy may have.</summary>
    public int MaxInstances { get; init; } = 15;

    /// <summary>The most that EC2 has.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    public double LaunchFailureRate { get; init; } = 0.01;

    public double MeasurementFailureRate { get; init; } = 0.01;

    public double MetricLagSeconds { get; init; } = 5;

    public double DeathsPerInstanceHour { get; init; } = 0.02;

    /// <summary>After this the client has its 504.</summary>
    public double RequestTimeoutSeconds { get; init; } = 60;

    /// <summary>After a worker's death its messages come again when this has passed.</summary>
    public double VisibilitySeconds { get; init; } = 20;

    /// <summary>Attempts at a picture that fails, and the time between them.</summary>
    public int Attempts { get; init; } = 4;

    public double RetrySeconds { get; init; } = 5;

    /// <summary>What EC2 bills at least for an instance, in seconds (Linux, on demand).</summary>
    public double LeastBilledSeconds { get; init; } = 60;
}
