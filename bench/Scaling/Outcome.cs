namespace FaceRec.Bench.Scaling;

/// <summary>What came of a simulation.</summary>
/// <param name="Peak">The most instances at once.</param>
/// <param name="InstanceSeconds">Seconds that instances ran, booting included: what is paid for.</param>
/// <param name="Left">Instances at the end.</param>
/// <param name="Answered">Pictures that were answered.</param>
/// <param name="MedianSeconds">From arrival to answer.</param>
/// <param name="LongestSeconds">From arrival to answer.</param>
public sealed record Outcome(int Peak, int InstanceSeconds, int Left, int Answered, double MedianSeconds, double LongestSeconds);
