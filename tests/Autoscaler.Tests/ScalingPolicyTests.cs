using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class ScalingPolicyTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static AutoscalerOptions Options(Action<AutoscalerOptions>? change = null)
    {
        var options = new AutoscalerOptions { StableWindow = TimeSpan.FromSeconds(60), MinimumLifetime = TimeSpan.FromSeconds(60) };
        change?.Invoke(options);
        return options;
    }

    static FleetInstance Ready(string id, int busy = 0, int ageSeconds = 600, int bootSeconds = 0) => new(id, InstancePhase.Ready, Now.AddSeconds(-ageSeconds), new WorkerReported
    {
        InstanceId = id, State = WorkerState.Ready, Slots = 2, Busy = busy, Completed = 10, ServiceSeconds = 1,
        StartedAt = Now.AddSeconds(bootSeconds - ageSeconds), ReportedAt = Now.AddSeconds(-1),
    });

    static FleetInstance Booting(string id, int ageSeconds = 5) => new(id, InstancePhase.Booting, Now.AddSeconds(-ageSeconds));

    static ScalingSituation Situation(int visible, IReadOnlyList<FleetInstance>? fleet, int inFlight = 0, double arrivals = 0, double service = 0.2,
        params (DateTimeOffset, int)[] recent) =>
        new(new QueueMeasured { Queue = "q", MeasuredAt = Now, Counts = new QueueCounts(visible, inFlight, 0) }, fleet, new Demand(arrivals, service, 2), recent, Now);

    [Theory]
    // waiting, seconds each, capacity -> added: ceil(waiting * service / (2 slots * 2 s)), never more than messages fill
    [InlineData(0, 0.2, 0, 0)]
    [InlineData(1, 0.2, 0, 1)]
    [InlineData(20, 0.2, 0, 1)]
    [InlineData(100, 0.2, 0, 5)]
    [InlineData(100, 0.2, 2, 3)]
    [InlineData(100, 0.2, 5, 0)]
    [InlineData(3, 60, 0, 2)]
    [InlineData(10_000, 0.2, 0, 15)]
    public void Adds_what_the_backlog_calls_for(int waiting, double service, int capacity, int added)
    {
        var fleet = Enumerable.Range(0, capacity).Select(i => Ready($"i-{i}", busy: 2)).ToList();

        var decision = ScalingPolicy.Decide(Situation(waiting, fleet, service: service), Options());

        Assert.Equal(added, decision.Add);
    }

    [Theory]
    [InlineData(0, 0, 1, "0 messages and 0.0 a second at 0.200 s each call for 0, and the minimum is 1; 0 serve or boot, so 1 is added.")]
    [InlineData(1, 1, 0, "1 message and 0.0 a second at 0.200 s each call for 1; 1 serves or boots, so nothing changes.")]
    [InlineData(100, 2, 0, "100 messages and 0.0 a second at 0.200 s each call for 5; 2 serve or boot, so 3 are added.")]
    [InlineData(10_000, 0, 0, "10000 messages and 0.0 a second at 0.200 s each call for 500, and the maximum is 15; 0 serve or boot, so 15 are added.")]
    [InlineData(0, 3, 2, "0 messages and 0.0 a second at 0.200 s each call for 0, and the minimum is 2; 3 serve or boot, so 1 is drained.")]
    public void Says_why_in_words(int waiting, int capacity, int min, string reason)
    {
        var fleet = Enumerable.Range(0, capacity).Select(i => Ready($"i-{i}")).ToList();

        Assert.Equal(reason, ScalingPolicy.Decide(Situation(waiting, fleet), Options(options => options.MinInstances = min)).Reason);
    }

    [Theory]
    // Two that serve finish 100 of 0.2 s in 5 s: one that boots in 4 s comes in time to help, one that takes 40 s does not.
    [InlineData(100, 4, 0, 3)]
    [InlineData(100, 40, 0, 0)]
    // New pictures fill what they free: 18 of the 20 a second that two can do, and all 20.
    [InlineData(100, 40, 18, 3)]
    [InlineData(100, 40, 20, 3)]
    [InlineData(1000, 40, 0, 13)]
    public void Launches_nothing_that_would_boot_too_late_to_help(int waiting, int bootSeconds, double arrivals, int added)
    {
        var fleet = new[] { Ready("i-1", 2, bootSeconds: bootSeconds), Ready("i-2", 2, bootSeconds: bootSeconds) };

        Assert.Equal(added, ScalingPolicy.Decide(Situation(waiting, fleet, arrivals: arrivals), Options()).Add);
    }

    [Fact]
    public void Those_that_boot_already_are_as_far_ahead_as_they_have_booted()
    {
        var begun = Situation(200, [Booting("i-1", ageSeconds: 5), Booting("i-2", ageSeconds: 5)]);
        var nearlyThere = Situation(200, [Booting("i-1", ageSeconds: 38), Booting("i-2", ageSeconds: 38)]);

        Assert.Equal((8, 0), (ScalingPolicy.Decide(begun, Options()).Add, ScalingPolicy.Decide(nearlyThere, Options()).Add));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(15, 15)]
    [InlineData(100, 15)]
    public void Adds_an_instance_a_message_up_to_the_maximum_where_asked_to(int waiting, int added) =>
        Assert.Equal(added, ScalingPolicy.Decide(Situation(waiting, []), Options(o => o.Policy = ScalingPolicyKind.PerMessage)).Add);

    [Fact]
    public void Counts_booting_instances_as_capacity() =>
        Assert.Equal(0, ScalingPolicy.Decide(Situation(100, [.. Enumerable.Range(0, 5).Select(i => Booting($"i-{i}"))]), Options()).Add);

    [Fact]
    public void Counts_delayed_messages_and_those_in_flight_as_work()
    {
        var situation = Situation(0, []) with
        {
            Measurement = new QueueMeasured { Queue = "q", MeasuredAt = Now, Counts = new QueueCounts(0, 1, 1) },
        };

        Assert.Equal(1, ScalingPolicy.Decide(situation, Options()).Add);
    }

    [Fact]
    public void Leaves_room_under_the_maximum_for_instances_that_are_still_leaving()
    {
        var fleet = Enumerable.Range(0, 14).Select(i => new FleetInstance($"i-{i}", InstancePhase.Leaving, Now)).ToList();

        Assert.Equal(1, ScalingPolicy.Decide(Situation(10_000, fleet), Options()).Add);
    }

    [Fact]
    public void Keeps_the_minimum_when_there_is_nothing_to_do()
    {
        Assert.Equal(2, ScalingPolicy.Decide(Situation(0, []), Options(o => o.MinInstances = 2)).Add);
        Assert.Empty(ScalingPolicy.Decide(Situation(0, [Ready("i-1"), Ready("i-2")]), Options(o => o.MinInstances = 2)).Drain);
    }

    [Fact]
    public void Drains_the_idlest_first_and_the_oldest_of_the_equally_idle()
    {
        FleetInstance[] fleet = [Ready("busy", busy: 2, ageSeconds: 900), Ready("young", ageSeconds: 100), Ready("old", ageSeconds: 800)];

        var decision = ScalingPolicy.Decide(Situation(0, fleet, inFlight: 1), Options());

        Assert.Equal(["old", "young"], decision.Drain);
    }

    [Fact]
    public void Drains_nothing_younger_than_the_minimum_lifetime() =>
        Assert.Empty(ScalingPolicy.Decide(Situation(0, [Ready("i-1", ageSeconds: 30)]), Options()).Drain);

    [Fact]
    public void Drains_nothing_that_was_wanted_within_the_stable_window()
    {
        var situation = Situation(0, [Ready("i-1"), Ready("i-2")], recent: [(Now.AddSeconds(-50), 2), (Now.AddSeconds(-10), 0)]);
        var later = situation with { RecentTargets = [(Now.AddSeconds(-70), 2), (Now.AddSeconds(-10), 0)] };

        Assert.Empty(ScalingPolicy.Decide(situation, Options()).Drain);
        Assert.Equal(2, ScalingPolicy.Decide(later, Options()).Drain.Count);
    }

    [Fact]
    public void Holds_the_fleet_when_the_queue_is_unknown()
    {
        var situation = Situation(0, [Ready("i-1")]) with
        {
            Measurement = new QueueMeasured { Queue = "q", MeasuredAt = Now, Failure = "connection refused" },
        };

        var decision = ScalingPolicy.Decide(situation, Options(o => o.MinInstances = 3));

        Assert.Equal((null, 0, 0), (decision.Wanted, decision.Add, decision.Drain.Count));
        Assert.Contains("connection refused", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_the_fleet_when_the_fleet_is_unknown() =>
        Assert.Equal(0, ScalingPolicy.Decide(Situation(100, null), Options()).Add);

    [Fact]
    public void Holds_the_fleet_on_a_measurement_that_is_too_old()
    {
        var situation = Situation(100, [Ready("i-1")]);
        situation = situation with { Measurement = situation.Measurement with { MeasuredAt = Now.AddSeconds(-31) } };

        Assert.Equal((0, 0), (ScalingPolicy.Decide(situation, Options()).Add, ScalingPolicy.Decide(situation, Options()).Drain.Count));
    }

    [Fact]
    public void Takes_nobody_for_dead_who_was_silent_only_while_nobody_listened()
    {
        var old = new FleetInstance("i-old", InstancePhase.Booting, Now.AddHours(-1));
        var situation = Situation(0, [old]) with { ListeningSince = Now.AddMinutes(-1) };

        Assert.Empty(ScalingPolicy.Decide(situation, Options()).Replace);
        Assert.Equal(["i-old"], ScalingPolicy.Decide(situation with { ListeningSince = Now.AddMinutes(-6) }, Options()).Replace);
    }

    [Fact]
    public void Replaces_an_instance_from_which_no_worker_was_heard()
    {
        var decision = ScalingPolicy.Decide(Situation(0, [Booting("i-lost", ageSeconds: 301)]), Options(o => o.MinInstances = 1));

        Assert.Equal(["i-lost"], decision.Replace);
        Assert.Equal(1, decision.Add);
    }

    [Fact]
    public void Replaces_an_instance_that_drains_by_itself_and_falls_silent()
    {
        var draining = Ready("i-leaving") with { Phase = InstancePhase.Draining };
        var silent = draining with { Report = draining.Report! with { ReportedAt = Now.AddMinutes(-6) } };

        Assert.Empty(ScalingPolicy.Decide(Situation(0, [draining]), Options()).Replace);
        Assert.Equal(["i-leaving"], ScalingPolicy.Decide(Situation(0, [silent]), Options()).Replace);
        // By order: its deadline says when it goes.
        Assert.Empty(ScalingPolicy.Decide(Situation(0, [silent with { DrainDeadline = Now.AddMinutes(1) }]), Options()).Replace);
    }
}
