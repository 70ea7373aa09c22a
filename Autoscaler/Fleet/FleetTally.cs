using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FaceRec.Autoscaler;

/// <summary>Counts what was tried on the fleet and what came of it, as metrics and for the log.</summary>
public sealed partial class FleetTally(IMeterFactory meters, ILogger<FleetTally> logger)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FaceRec.Autoscaler";

    readonly Counter<long> _actions = meters.Create(MeterName).CreateCounter<long>("facerec.fleet.actions", description: "Launches, starts, stops and terminations of instances, by outcome.");
    readonly ConcurrentDictionary<string, (int Tried, int Succeeded)> _counts = new();

    /// <summary>Counts <paramref name="tried"/> instances of which <paramref name="succeeded"/> did as asked.</summary>
    public void Count(string action, int tried, int succeeded)
    {
        _counts.AddOrUpdate(action, (tried, succeeded), (_, sum) => (sum.Tried + tried, sum.Succeeded + succeeded));
        _actions.Add(succeeded, new("action", action), new("outcome", "succeeded"));
        if (tried > succeeded)
            _actions.Add(tried - succeeded, new("action", action), new("outcome", "failed"));
    }

    /// <summary>Writes the success rate of every action since the last report that had any, and starts again from zero.</summary>
    public void Report()
    {
        foreach (var action in _counts.Keys)
        {
            if (_counts.TryRemove(action, out var sum) && sum.Tried > 0)
                Log.SuccessRate(logger, action, sum.Succeeded, sum.Tried, 100.0 * sum.Succeeded / sum.Tried);
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Success rate of {Action}: {Succeeded} of {Tried} ({Percent:0} %).")]
        public static partial void SuccessRate(ILogger logger, string action, int succeeded, int tried, double percent);
    }
}
