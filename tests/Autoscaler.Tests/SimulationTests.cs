using FaceRec.Bench.Scaling;

namespace FaceRec.Autoscaler.Tests;

/// <summary>Whole hours of the policies, as <c>bench/Scaling</c> simulates them.</summary>
public sealed class SimulationTests
{
    [Fact]
    public void An_instance_a_message_reaches_exactly_the_maximum_for_a_hundred_messages_and_returns_to_none()
    {
        var outcome = Simulation.Run(Load.Burst(5), new AutoscalerOptions { Policy = ScalingPolicyKind.PerMessage });

        Assert.Equal((15, 0, 100), (outcome.Peak, outcome.Left, outcome.Answered));
    }

    [Fact]
    public void The_default_policy_does_the_same_work_at_less_cost()
    {
        foreach (var load in new[] { Load.Burst(0.15), Load.Waves })
        {
            var perMessage = Simulation.Run(load, new AutoscalerOptions { Policy = ScalingPolicyKind.PerMessage });
            var backlog = Simulation.Run(load, new AutoscalerOptions());

            Assert.Equal((0, perMessage.Answered), (backlog.Left, backlog.Answered));
            Assert.True(backlog.InstanceSeconds < perMessage.InstanceSeconds, $"{load.Name}: {backlog.InstanceSeconds} against {perMessage.InstanceSeconds} instance-seconds.");
        }
    }
}
