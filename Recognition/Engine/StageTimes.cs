using System.Diagnostics;

namespace FaceRec.Recognition.Engine;

/// <summary>Adds up what each stage took.</summary>
internal sealed class StageTimes
{
    private readonly Dictionary<string, double> _milliseconds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Milliseconds => _milliseconds;

    /// <summary>Books the time since the last call on a stage.</summary>
    public void Add(string stage, Stopwatch watch)
    {
        _milliseconds[stage] = Math.Round(_milliseconds.GetValueOrDefault(stage) + watch.Elapsed.TotalMilliseconds, 3);
        watch.Restart();
    }
}
