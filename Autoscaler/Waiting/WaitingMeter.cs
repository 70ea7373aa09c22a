using System.Diagnostics.Metrics;
using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>Shows how long messages wait as a metric.</summary>
public sealed class WaitingMeter
{
    // A gauge that tells nothing keeps its last value in Prometheus; not a number is how Prometheus writes that there is none.
    double _seconds = double.NaN;

    public WaitingMeter(IMeterFactory meters) => meters.Create(FleetTally.MeterName).CreateObservableGauge(
        "facerec.queue.oldest", () => Volatile.Read(ref _seconds), "s", "Time that the message that waits longest has waited, at the least; NaN where it is unknown.");

    public void Show(OldestMessage? oldest) => Volatile.Write(ref _seconds, oldest?.Seconds ?? double.NaN);
}
