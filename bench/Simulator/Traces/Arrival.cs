namespace FaceRec.Bench.Simulator;

/// <summary>A picture on its way to the queue.</summary>
/// <param name="At">Seconds after the start.</param>
/// <param name="ServiceSeconds">Time that it takes one slot.</param>
/// <param name="IsPoison">Whether every attempt at it fails.</param>
public readonly record struct Arrival(double At, double ServiceSeconds, bool IsPoison = false);
