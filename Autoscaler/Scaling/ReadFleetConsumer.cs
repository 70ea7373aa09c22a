using FaceRec.Messages;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>Tells how the fleet stands. Asks EC2 nothing: what the last decision was made from is a few seconds old.</summary>
internal sealed class ReadFleetConsumer(ScalingMemory memory, DecisionHistory history, FleetBreaker breaker, IOptions<AutoscalerOptions> options) : IConsumer<ReadFleet>
{
    public Task Consume(ConsumeContext<ReadFleet> context) => context.RespondAsync(new FleetStatus
    {
        Instances = memory.LastFleet?.Select(instance => new FleetMember(instance.Id, instance.Phase.ToString(), instance.LaunchedAt,
            instance.Report?.Busy, instance.Report?.Slots, instance.Report?.Completed)).ToList(),
        ScalingPaused = breaker.IsOpen,
        MinInstances = options.Value.MinInstances,
        MaxInstances = options.Value.MaxInstances,
        Oldest = memory.Waiting.Last,
        Decisions = history.Latest(Math.Clamp(context.Message.Decisions, 0, DecisionHistory.Limit), context.Message.OnlyActed),
    });
}
