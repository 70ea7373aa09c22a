namespace FaceRec.Bench.Simulator;

/// <summary>Decides how many instances there should be.</summary>
public interface IFleetPolicy
{
    /// <summary>For tables.</summary>
    string Name { get; }

    /// <summary>Seconds between two decisions.</summary>
    double IntervalSeconds { get; }

    FleetAction Decide(Observation observation);
}
