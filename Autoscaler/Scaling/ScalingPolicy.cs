using System.Globalization;

namespace FaceRec.Autoscaler;

/// <summary>Decides how many instances there should be. Out at once, in slowly, and not at all on what is not known.</summary>
public static class ScalingPolicy
{
    /// <summary>Decides from one situation; the same situation always gives the same decision.</summary>
    public static ScalingDecision Decide(ScalingSituation situation, AutoscalerOptions options)
    {
        if (situation.Fleet is not { } fleet)
            return ScalingDecision.Hold(null, "The fleet is unknown, so it is held as it is.");
        if (situation.Measurement.Counts is null)
            return ScalingDecision.Hold(null, $"The queue is unknown ({situation.Measurement.Failure ?? "no reason given"}), so the fleet is held as it is.");
        var age = situation.Now - situation.Measurement.MeasuredAt;
        if (age > options.MeasurementLifetime)
            return ScalingDecision.Hold(null, Text($"The measurement is {age.TotalSeconds:0} s old, so the queue is unknown and the fleet is held as it is."));

        var orphans = Orphans(situation, fleet, options);
        var capacity = fleet.Where(instance => instance.IsCapacity && !orphans.Contains(instance.Id)).ToList();
        var (wanted, reason) = Wanted(situation, capacity, options);

        if (wanted > capacity.Count)
        {
            // What is leaving still occupies its place under the maximum until it is gone.
            var occupied = fleet.Count(instance => instance.Phase is not InstancePhase.Stopped);
            var add = Math.Min(Math.Min(wanted - capacity.Count, options.MaxStepOut), Math.Max(0, options.MaxInstances - occupied));
            var addition = add > 0 ? $"so {Are(add)} added" : "but what is leaving still takes its place";
            return new ScalingDecision(wanted, add, [], orphans, $"{reason}; {Serving(capacity)}, {addition}.");
        }

        var held = HeldByStableWindow(situation, options, wanted);
        if (held >= capacity.Count)
        {
            var why = wanted < capacity.Count ? Text($"; {held} were wanted within {options.StableWindow.TotalSeconds:0} s") : "";
            return new ScalingDecision(wanted, 0, [], orphans, $"{reason}{why}; {Serving(capacity)}, so nothing changes.");
        }

        var drain = Victims(capacity, capacity.Count - held, options, situation.Now);
        return new ScalingDecision(wanted, 0, drain, orphans, drain.Count > 0
            ? $"{reason}; {Serving(capacity)}, so {Are(drain.Count)} drained."
            : Text($"{reason}; {Serving(capacity)}, but none has run for {options.MinimumLifetime.TotalSeconds:0} s."));
    }

    static (int Wanted, string Reason) Wanted(ScalingSituation situation, List<FleetInstance> capacity, AutoscalerOptions options)
    {
        var counts = situation.Measurement.Counts!;
        // Delayed messages are redeliveries: they come due within minutes and need somebody to be there.
        var waiting = counts.Visible + counts.InFlight + counts.Delayed;
        var (exact, why) = options.Policy switch
        {
            ScalingPolicyKind.PerMessage => (waiting, Text($"{Messages(waiting)}, one instance each")),
            _ => Backlog(waiting, situation, capacity, options),
        };
        var wanted = Math.Clamp(exact, options.MinInstances, options.MaxInstances);
        var bound = wanted > exact ? Text($", and the minimum is {wanted}") : wanted < exact ? Text($", and the maximum is {wanted}") : "";
        return (wanted, why + bound);
    }

    static (int, string) Backlog(int waiting, ScalingSituation situation, List<FleetInstance> capacity, AutoscalerOptions options)
    {
        var demand = situation.Demand;
        var forArrivals = demand.ArrivalsPerSecond * demand.ServiceSeconds / (demand.Slots * options.TargetUtilisation);
        var forBacklog = waiting * demand.ServiceSeconds / (demand.Slots * options.LatencyTarget.TotalSeconds);
        // More instances than messages to fill their slots would only stand by.
        var useful = Math.Max(1, Math.Ceiling((double)waiting / demand.Slots));
        forBacklog = Math.Min(forBacklog, useful);
        var tooLate = forBacklog > capacity.Count && !MoreWouldHelp(waiting, situation, capacity, options);
        var need = Math.Ceiling(Math.Max(forArrivals, tooLate ? capacity.Count : forBacklog));
        var exact = waiting == 0 && need <= 1 ? 0 : (int)Math.Min(need, int.MaxValue);
        var late = tooLate ? ", as more would boot too late to help" : "";
        return (exact, Text($"{Messages(waiting)} and {demand.ArrivalsPerSecond:0.0} a second at {demand.ServiceSeconds:0.000} s each call for {exact}{late}"));
    }

    // An instance that is launched now helps with nothing that the others have finished by the time it has booted.
    static bool MoreWouldHelp(int waiting, ScalingSituation situation, List<FleetInstance> capacity, AutoscalerOptions options)
    {
        if (capacity.Count == 0)
            return true;
        var demand = situation.Demand;
        var boot = BootSeconds(capacity, options);
        var untilFirst = capacity.Min(instance => instance.Phase is InstancePhase.Ready ? 0 : Math.Max(0, boot - (situation.Now - instance.LaunchedAt).TotalSeconds));
        var shrinksPerSecond = (capacity.Count * demand.Slots / demand.ServiceSeconds) - demand.ArrivalsPerSecond;
        return shrinksPerSecond <= 0 || untilFirst + (waiting / shrinksPerSecond) > boot;
    }

    static double BootSeconds(List<FleetInstance> capacity, AutoscalerOptions options) => capacity
        .Where(instance => instance.Report is not null)
        .Select(instance => Math.Max(0, (instance.Report!.StartedAt - instance.LaunchedAt).TotalSeconds))
        .DefaultIfEmpty(options.AssumedBootTime.TotalSeconds)
        .Average();

    static int HeldByStableWindow(ScalingSituation situation, AutoscalerOptions options, int wanted) =>
        situation.RecentTargets.Where(target => situation.Now - target.At <= options.StableWindow).Select(target => target.Wanted).Append(wanted).Max();

    static List<string> Victims(List<FleetInstance> capacity, int count, AutoscalerOptions options, DateTimeOffset now) =>
        [.. capacity
            // A booting one cannot be asked to drain; it becomes ready or an orphan, and either is dealt with then.
            .Where(instance => instance.Phase is InstancePhase.Ready && now - instance.LaunchedAt >= options.MinimumLifetime)
            .OrderBy(instance => instance.Report?.Busy ?? 0)
            .ThenBy(instance => instance.LaunchedAt)
            .Take(Math.Min(count, options.MaxStepIn))
            .Select(instance => instance.Id)];

    static List<string> Orphans(ScalingSituation situation, IReadOnlyList<FleetInstance> fleet, AutoscalerOptions options) =>
        [.. fleet
            .Where(instance => MustReport(instance) && situation.Now - LastSign(instance, situation.ListeningSince) > options.OrphanAfter)
            .Select(instance => instance.Id)];

    // One that drains by order has its deadline; one that drains by itself has nothing but its reports.
    static bool MustReport(FleetInstance instance) => instance.IsCapacity || instance is { Phase: InstancePhase.Draining, DrainDeadline: null };

    static DateTimeOffset LastSign(FleetInstance instance, DateTimeOffset listeningSince) =>
        (instance.Report?.ReportedAt ?? instance.LaunchedAt) is var sign && sign > listeningSince ? sign : listeningSince;

    static string Messages(int count) => count == 1 ? "1 message" : Text($"{count} messages");

    static string Are(int count) => count == 1 ? "1 is" : Text($"{count} are");

    static string Serving(List<FleetInstance> capacity) => capacity.Count == 1 ? "1 serves or boots" : Text($"{capacity.Count} serve or boot");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
