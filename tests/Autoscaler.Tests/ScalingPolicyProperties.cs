using CsCheck;
using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

/// <summary>What holds of every decision, whatever the fleet and the queue look like.</summary>
public sealed class ScalingPolicyProperties
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly Gen<FleetInstance> Instance = Gen.Select(Gen.Int[0, 100_000], Gen.Enum<InstancePhase>(), Gen.Int[0, 4000], Gen.Int[0, 3], Gen.Bool).Select(
        (id, phase, age, busy, reports) => new FleetInstance($"i-{id}", phase, Now.AddSeconds(-age), reports || phase is InstancePhase.Ready ? Report($"i-{id}", busy, age) : null));

    static readonly Gen<List<FleetInstance>> Fleet = Instance.List[0, 20].Select(fleet => fleet.DistinctBy(instance => instance.Id).ToList());

    static readonly Gen<AutoscalerOptions> Options = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 20], Gen.Enum<ScalingPolicyKind>(), Gen.Int[1, 20], Gen.Int[1, 20]).Select(
        (min, more, policy, stepOut, stepIn) => new AutoscalerOptions { MinInstances = min, MaxInstances = min + more, Policy = policy, MaxStepOut = stepOut, MaxStepIn = stepIn });

    static readonly Gen<QueueCounts> Counts = Gen.Select(Gen.Int[0, 500], Gen.Int[0, 50], Gen.Int[0, 20]).Select((visible, inFlight, delayed) => new QueueCounts(visible, inFlight, delayed));

    static readonly Gen<Demand> Demands = Gen.Select(Gen.Double[0, 200], Gen.Double[0.001, 30], Gen.Int[1, 16]).Select((arrivals, service, slots) => new Demand(arrivals, service, slots));

    static readonly Gen<(AutoscalerOptions Options, List<FleetInstance> Fleet, QueueCounts Counts, Demand Demand)> Situations = Gen.Select(Options, Fleet, Counts, Demands);

    [Fact]
    public void The_fleet_never_grows_beyond_its_maximum() => Situations.Sample((options, fleet, counts, demand) =>
    {
        var decision = Decide(options, fleet, counts, demand);
        var occupied = fleet.Count(instance => instance.Phase is not InstancePhase.Stopped);
        return decision.Add >= 0 && (decision.Add == 0 || occupied + decision.Add <= options.MaxInstances) && decision.Add <= options.MaxStepOut;
    });

    [Fact]
    public void The_fleet_never_shrinks_below_its_minimum() => Situations.Sample((options, fleet, counts, demand) =>
    {
        var decision = Decide(options, fleet, counts, demand);
        var capacity = fleet.Count(instance => instance.IsCapacity && !decision.Replace.Contains(instance.Id));
        return decision.Drain.Count == 0 || capacity - decision.Drain.Count >= options.MinInstances;
    });

    [Fact]
    public void Nothing_grows_and_shrinks_at_once_and_only_serving_instances_are_drained() => Situations.Sample((options, fleet, counts, demand) =>
    {
        var decision = Decide(options, fleet, counts, demand);
        return (decision.Add == 0 || decision.Drain.Count == 0)
            && decision.Drain.All(id => fleet.Single(instance => instance.Id == id).Phase is InstancePhase.Ready)
            && !decision.Drain.Intersect(decision.Replace).Any();
    });

    [Fact]
    public void What_is_unknown_changes_nothing() => Situations.Sample((options, fleet, _, demand) =>
        IsHeld(ScalingPolicy.Decide(Situation(fleet, null, demand), options)) && IsHeld(ScalingPolicy.Decide(Situation(null, new QueueCounts(100, 0, 0), demand), options)));

    [Fact]
    public void More_work_never_calls_for_fewer_instances() => Gen.Select(Situations, Gen.Int[0, 500]).Sample((situation, more) =>
    {
        var (options, fleet, counts, demand) = situation;
        var few = Decide(options, fleet, counts, demand);
        var many = Decide(options, fleet, counts with { Visible = counts.Visible + more }, demand);
        return many.Wanted >= few.Wanted && many.Add >= few.Add && many.Drain.Count <= few.Drain.Count;
    });

    [Fact]
    public void The_same_situation_gives_the_same_decision() => Situations.Sample((options, fleet, counts, demand) =>
    {
        var (once, again) = (Decide(options, fleet, counts, demand), Decide(options, fleet, counts, demand));
        return once.Reason == again.Reason && once.Add == again.Add && once.Drain.SequenceEqual(again.Drain) && once.Replace.SequenceEqual(again.Replace);
    });

    static bool IsHeld(ScalingDecision decision) => decision is { Wanted: null, Add: 0, Drain.Count: 0, Replace.Count: 0 };

    static ScalingDecision Decide(AutoscalerOptions options, List<FleetInstance> fleet, QueueCounts counts, Demand demand) =>
        ScalingPolicy.Decide(Situation(fleet, counts, demand), options);

    static ScalingSituation Situation(List<FleetInstance>? fleet, QueueCounts? counts, Demand demand) =>
        new(new QueueMeasured { Queue = "q", MeasuredAt = Now, Counts = counts }, fleet, demand, [], Now);

    static WorkerReported Report(string id, int busy, int age) => new()
    {
        InstanceId = id, State = WorkerState.Ready, Slots = 3, Busy = busy, Completed = 10, ServiceSeconds = 1, StartedAt = Now.AddSeconds(-age), ReportedAt = Now.AddSeconds(-age / 2),
    };
}
