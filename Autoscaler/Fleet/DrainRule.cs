using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>When a draining instance may go.</summary>
public static class DrainRule
{
    /// <summary>Says whether the instance can be stopped now, and why; null = wait on.</summary>
    public static string? MayGo(FleetInstance instance, DateTimeOffset now)
    {
        if (instance.Report is { State: WorkerState.Drained, Busy: 0 })
            return "it has drained";
        if (instance.DrainDeadline is { } deadline && now > deadline)
            return "its time to drain is over";
        return null;
    }
}
