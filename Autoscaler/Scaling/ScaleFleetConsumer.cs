using System.Globalization;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>Reacts to a measurement: reads the fleet, decides, acts. One measurement at a time.</summary>
internal sealed partial class ScaleFleetConsumer(Ec2Fleet fleet, FleetCommands commands, WorkerDirectory workers, ScalingMemory memory, DecisionHistory history,
    DecisionArchive archive, FleetTally tally, WaitingMeter meter, LeaderLease lease, TimeProvider clock, IOptions<AutoscalerOptions> options, ILogger<ScaleFleetConsumer> logger) : IConsumer<QueueMeasured>
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
        meter.Show(oldest);

        var decision = ScalingPolicy.Decide(new ScalingSituation(measurement, current, demand, memory.RecentTargets, now, workers.ListeningSince), options.Value);
        memory.LastFleet = current;

        if (decision.Wanted is { } wanted)
            memory.Remember(now, wanted);
        if (current is not null)
            await ActAsync(decision, current, context.MessageId ?? Guid.NewGuid(), now, context.CancellationToken);
        if (Tell(decision, measurement, oldest, current, now))
            await archive.SaveAsync(context.CancellationToken);
        tally.Report();
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

    // Once for each decision that changed something, or whose reason is new.
    bool Tell(ScalingDecision decision, QueueMeasured measurement, OldestMessage? oldest, IReadOnlyList<FleetInstance>? current, DateTimeOffset now)
    {
        var outcomes = commands.Outcomes;
        if (outcomes.Count == 0 && decision.Reason == memory.LastReason)
            return false;
        memory.LastReason = decision.Reason;
        var capacity = current?.Count(instance => instance.IsCapacity);
        history.Add(new FleetDecision(now, measurement.Counts, capacity, decision.Wanted, decision.Reason, [.. outcomes], oldest));
        if (outcomes.Count > 0 || decision.Wanted is null)
            Log.Decided(logger, decision.Reason, measurement.Counts?.Visible, measurement.Counts?.InFlight, Text(oldest), capacity, decision.Wanted,
                outcomes.Count > 0 ? string.Join(", ", outcomes) : "nothing done");
        else
            Log.Unchanged(logger, decision.Reason);
        return true;
    }

    static string Text(OldestMessage? oldest) =>
        oldest is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{(oldest.AtLeast ? "at least " : "")}{oldest.Seconds:0.0} s");

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Decision: {Reason} (visible {Visible}, in flight {InFlight}, oldest {Oldest}, capacity {Capacity}, wanted {Wanted}: {Outcome})")]
        public static partial void Decided(ILogger logger, string reason, int? visible, int? inFlight, string oldest, int? capacity, int? wanted, string outcome);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Decision: {Reason}")]
        public static partial void Unchanged(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "EC2 could not say what runs ({Failure}): the fleet is unknown.")]
        public static partial void FleetUnknown(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Information, Message = "Instance {InstanceId} leaves: {Why}.")]
        public static partial void Removing(ILogger logger, string instanceId, string why);
    }
}
