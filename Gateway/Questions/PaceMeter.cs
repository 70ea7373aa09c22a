namespace FaceRec.Gateway;

/// <summary>Measures the pace of answers over the last while. Not safe for several threads: its owner locks.</summary>
internal sealed class PaceMeter(TimeProvider clock, TimeSpan window)
{
    const int Parts = 20;

    readonly Pace[] _parts = new Pace[Parts];
    readonly long _start = clock.GetTimestamp();
    long _part;
    TimeSpan _last;

    /// <summary>Notes the time that passed since the last call, and answers that came.</summary>
    /// <param name="waited">Whether anybody waited in that time.</param>
    /// <param name="answers">How many answers came now.</param>
    public void Note(bool waited, int answers = 0)
    {
        var now = clock.GetElapsedTime(_start);
        var part = now.Ticks * Parts / window.Ticks;
        for (var passed = Math.Max(_part + 1, part - Parts + 1); passed <= part; passed++)
            _parts[passed % Parts] = default;
        _part = part;
        // A long time without any call counts once, at most as the whole window.
        var busy = waited ? TimeSpan.FromTicks(Math.Min((now - _last).Ticks, window.Ticks)) : TimeSpan.Zero;
        ref var current = ref _parts[part % Parts];
        current = new Pace(current.Answers + answers, current.Busy + busy);
        _last = now;
    }

    public Pace Read() => new(_parts.Sum(part => part.Answers), TimeSpan.FromTicks(Math.Min(_parts.Sum(part => part.Busy.Ticks), window.Ticks)));
}
