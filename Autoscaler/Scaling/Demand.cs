namespace FaceRec.Autoscaler;

/// <summary>What the work looks like, measured from the workers' reports.</summary>
/// <param name="ArrivalsPerSecond">Pictures that come in.</param>
/// <param name="ServiceSeconds">Seconds that one picture takes in one slot.</param>
/// <param name="Slots">Pictures that one instance handles at once.</param>
public sealed record Demand(double ArrivalsPerSecond, double ServiceSeconds, int Slots);
