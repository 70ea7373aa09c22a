using System.Globalization;
using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>Tells of decisions: in the log, in the history that is kept, and in the metrics.</summary>
internal sealed partial class DecisionReporter(DecisionHistory history, DecisionArchive archive, FleetTally tally, WaitingMeter meter, ILogger<DecisionReporter> logger)
{
    string? _lastReason;

    /// <summary>Reports one decision. What only says the same as the one before it, and did nothing, is not kept again.</summary>
    public async Task ReportAsync(FleetDecision decision, CancellationToken cancellationToken)
    {
        meter.Show(decision.Oldest);
        if (decision.Outcomes.Count > 0 || decision.Reason != _lastReason)
        {
            _lastReason = decision.Reason;
            history.Add(decision);
            Write(decision);
            await archive.SaveAsync(cancellationToken);
        }

        tally.Report();
    }

    void Write(FleetDecision decision)
    {
        if (decision.Outcomes.Count > 0 || decision.Wanted is null)
            Log.Decided(logger, decision.Reason, decision.Counts?.Visible, decision.Counts?.InFlight, Text(decision.Oldest), decision.Capacity, decision.Wanted,
                decision.Outcomes.Count > 0 ? string.Join(", ", decision.Outcomes) : "nothing done");
        else
            Log.Unchanged(logger, decision.Reason);
    }

    static string Text(OldestMessage? oldest) =>
        oldest is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{(oldest.AtLeast ? "at least " : "")}{oldest.Seconds:0.0} s");

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Decision: {Reason} (visible {Visible}, in flight {InFlight}, oldest {Oldest}, capacity {Capacity}, wanted {Wanted}: {Outcome})")]
        public static partial void Decided(ILogger logger, string reason, int? visible, int? inFlight, string oldest, int? capacity, int? wanted, string outcome);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Decision: {Reason}")]
        public static partial void Unchanged(ILogger logger, string reason);
    }
}
