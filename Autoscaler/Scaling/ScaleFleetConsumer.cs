using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>Reacts to a measurement: reads the fleet, decides, acts. One measurement at a time.</summary>
internal sealed partial class ScaleFleetConsumer(Ec2Fleet fleet, FleetCommands commands, WorkerDirectory workers, ScalingMemory memory, DecisionReporter reporter,
    LeaderLease lease, TimeProvider clock, IOptions<AutoscalerOptions> options, ILogger<ScaleFleetConsumer> logger) : IConsumer<QueueMeasured>
{
    public async Task Consume(ConsumeContext<QueueMeasured> context)
    {
        await memory.Turn.WaitAsync(context.CancellationToken);
        try
        {
            await DecideAsync(context);
        }
        finally
        {
            memory.Turn.Release();
        }
    }

    async Task DecideAsync(ConsumeContext<QueueMeasured> context)
    {
        // A measurement that waited here while another took the lead: the next one is theirs.
        if (!lease.IsHeld)
            return;
        var measurement = context.Message;
        var now = clock.GetUtcNow();
        if (memory.BeginAfterSilence(now))
        {
            workers.ListensFrom(now);
            memory.Waiting.Forget();
        }

        var current = await ReadFleetAsync(context.CancellationToken);
        var demand = measurement.Counts is { } counts ? memory.Demand.Add(counts, workers.Done, measurement.MeasuredAt) : memory.Demand.Last;
        var oldest = memory.Waiting.Measure(measurement.Counts, now);

        var decision = ScalingPolicy.Decide(new ScalingSituation(measurement, current, demand, memory.RecentTargets, now, workers.ListeningSince), options.Value);
        memory.LastFleet = current;

        if (decision.Wanted is { } wanted)
            memory.Remember(now, wanted);
        if (current is not null)
            await ActAsync(decision, current, context.MessageId ?? Guid.NewGuid(), now, context.CancellationToken);
        var capacity = current?.Count(instance => instance.IsCapacity);
        await reporter.ReportAsync(new FleetDecision(now, measurement.Counts, capacity, decision.Wanted, decision.Reason, [.. commands.Outcomes], oldest), context.CancellationToken);
    }

    async Task<IReadOnlyList<FleetInstance>?> ReadFleetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await fleet.ListAsync(workers.Find, cancellationToken);
        }
        catch (Exception e) when (AwsFailures.Includes(e))
        {
            Log.FleetUnknown(logger, e.Message);
            return null;
        }
    }

    async Task ActAsync(ScalingDecision decision, IReadOnlyList<FleetInstance> current, Guid decisionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var orphan in decision.Replace)
            await commands.TerminateAsync(orphan, cancellationToken);
        if (decision.Add > 0)
            await commands.AddAsync(decision.Add, current, decisionId, cancellationToken);
        foreach (var id in decision.Drain)
            await commands.DrainAsync(id, decision.Reason, cancellationToken);

        foreach (var instance in current.Where(instance => instance.Phase is InstancePhase.Draining))
        {
            if (DrainRule.MayGo(instance, now) is { } why)
            {
                Log.Removing(logger, instance.Id, why);
                await commands.RemoveAsync(instance.Id, current, cancellationToken);
            }
            else if (instance is { Report.State: WorkerState.Ready, DrainDeadline: { } deadline })
            {
                await commands.AskToDrainAsync(instance.Id, deadline, "asked before, and still taking messages", cancellationToken);
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "EC2 could not say what runs ({Failure}): the fleet is unknown.")]
        public static partial void FleetUnknown(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "Instance {InstanceId} leaves: {Why}.")]
        public static partial void Removing(ILogger logger, string instanceId, string why);
    }
}
