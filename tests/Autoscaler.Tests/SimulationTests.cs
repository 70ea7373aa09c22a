using FaceRec.Bench.Simulator;

namespace FaceRec.Autoscaler.Tests;

/// <summary>Whole traces of the policy, as <c>bench/Simulator</c> simulates them.</summary>
public sealed class SimulationTests
{
    const int Seed = 1;

    static readonly Conditions Calm = Conditions.Usual with { LaunchFailureRate = 0, MeasurementFailureRate = 0, DeathsPerInstanceHour = 0 };

    static FaceRecPolicy PerMessage => new("per-message", new AutoscalerOptions { Policy = ScalingPolicyKind.PerMessage });

    [Fact]
    public void An_instance_a_message_reaches_exactly_the_maximum_for_a_hundred_messages_and_returns_to_none()
    {
        var outcome = Simulation.Run(TraceLibrary.Burst(100, Seed), PerMessage, Calm, Seed);

        Assert.Equal((15, 0, 100), (outcome.Peak, outcome.Left, outcome.Answered));
    }

    [Fact]
    public void The_default_policy_does_the_same_work_at_less_cost()
    {
        foreach (var trace in new[] { TraceLibrary.Burst(100, Seed), TraceLibrary.FlashCrowd(Seed), TraceLibrary.Ramp(Seed) })
        {
            var perMessage = Simulation.Run(trace, PerMessage, Calm, Seed);
            var ours = Simulation.Run(trace, Contest.Ours(Calm), Calm, Seed);

            Assert.Equal((0, trace.Arrivals.Count, trace.Arrivals.Count), (ours.Left, ours.Answered, perMessage.Answered));
            Assert.True(ours.InstanceSeconds < perMessage.InstanceSeconds, $"{trace.Name}: {ours.InstanceSeconds} against {perMessage.InstanceSeconds} instance-seconds.");
        }
    }

    [Fact]
    public void On_a_bad_day_every_picture_is_answered_and_none_is_in_the_hands_of_an_instance_that_is_ended()
    {
        foreach (var trace in new[] { TraceLibrary.Poisson(10, Seed), TraceLibrary.PoisonMix(Seed), TraceLibrary.ClosedLoop(1000, 100, Seed) })
        {
            var outcome = Simulation.Run(trace, Contest.Ours(Conditions.Hard), Conditions.Hard, Seed);

            Assert.Equal((trace.Arrivals.Count, 0, 0), (outcome.Answered + outcome.Poison, outcome.Killed, outcome.Left));
            Assert.InRange(outcome.Peak, 1, Conditions.Hard.Capacity);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_outcome()
    {
        var trace = TraceLibrary.FlashCrowd(Seed);

        Assert.Equal(Simulation.Run(trace, new KnativePolicy(), Conditions.Hard, Seed), Simulation.Run(trace, new KnativePolicy(), Conditions.Hard, Seed));
        Assert.NotEqual(Simulation.Run(trace, new KnativePolicy(), Conditions.Hard, Seed), Simulation.Run(trace, new KnativePolicy(), Conditions.Hard, Seed + 1));
    }

    [Fact]
    public void Force_costs_pictures_and_a_drain_costs_none()
    {
        var trace = TraceLibrary.FlashCrowd(Seed);

        Assert.True(Simulation.Run(trace, new LineagePolicy(), Conditions.Usual, Seed).Killed > 0);
        Assert.Equal(0, Simulation.Run(trace, Contest.Ours(Conditions.Usual), Conditions.Usual, Seed).Killed);
    }
}
