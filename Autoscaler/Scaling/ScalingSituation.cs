using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>Everything a scaling decision is made from.</summary>
/// <param name="Measurement">The queue, or the news that it could not be measured.</param>
/// <param name="Fleet">Our instances; null where EC2 could not say, which is not the same as none.</param>
/// <param name="RecentTargets">What was wanted before, with the time of each: the stable window's memory.</param>
/// <param name="Now">The time.</param>
/// <param name="ListeningSince">Since when workers' reports have been heard: silence before it proves nothing.</param>
public sealed record ScalingSituation(QueueMeasured Measurement, IReadOnlyList<FleetInstance>? Fleet, Demand Demand,
    IReadOnlyList<(DateTimeOffset At, int Wanted)> RecentTargets, DateTimeOffset Now, DateTimeOffset ListeningSince = default);
