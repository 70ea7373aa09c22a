namespace FaceRec.Bench.Simulator;

/// <summary>What came of a simulation.</summary>
/// <param name="InstanceSeconds">What EC2 bills.</param>
/// <param name="Peak">The most instances at once.</param>
/// <param name="Left">Instances that still ran at the end.</param>
/// <param name="Answered">Pictures that were answered, poison aside.</param>
/// <param name="Poison">Pictures that ended in the error queue.</param>
/// <param name="P50">Seconds from sending to the answer, half of the pictures.</param>
/// <param name="TimedOut">Pictures whose client had its 504 first.</param>
/// <param name="Killed">Pictures in the hands of an instance that the policy ended.</param>
/// <param name="Regretted">Launches within five minutes after a removal: the removal was one too many.</param>
public sealed record Outcome(
    double InstanceSeconds, int Peak, int Left, int Answered, int Poison, double P50, double P95, double P99, int TimedOut, int Killed, int Regretted);
