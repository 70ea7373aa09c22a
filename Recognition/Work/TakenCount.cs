using FaceRec.Messages;

namespace FaceRec.Recognition.Work;

/// <summary>Counts the messages that the worker takes, from one report to the next. Safe for concurrent use.</summary>
internal sealed class TakenCount(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long _since = clock.GetTimestamp();
    private int _count;
    private TimeSpan? _longest;

    /// <param name="wait">How long the message waited for it; null where that says nothing.</param>
    public void Add(TimeSpan? wait)
    {
        lock (_lock)
        {
            _count++;
            if (_longest is null || wait > _longest)
                _longest = wait ?? _longest;
        }
    }

    /// <summary>What was counted since this was asked before.</summary>
    public TakenMessages Collect()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var taken = new TakenMessages(clock.GetElapsedTime(_since, now).TotalSeconds, _count, _longest?.TotalSeconds);
            (_since, _count, _longest) = (now, 0, null);
            return taken;
        }
    }
}
