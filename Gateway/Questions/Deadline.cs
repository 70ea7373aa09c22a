namespace FaceRec.Gateway;

/// <summary>Until when an answer is awaited. Whoever joins the wait later may put it off while it lasts, so as to wait as long as everybody else.</summary>
/// <param name="clock">Measures the time.</param>
/// <param name="time">How long one waits.</param>
internal sealed class Deadline(TimeProvider clock, TimeSpan time)
{
    readonly Lock _lock = new();
    readonly long _began = clock.GetTimestamp();
    readonly TimeSpan _time = time;
    TimeSpan _end = time;
    bool _isOver;

    /// <summary>How long the wait lasts at least; zero where it may end.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
                return _end > Elapsed ? _end - Elapsed : TimeSpan.Zero;
        }
    }

    /// <summary>How long the wait has lasted.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>
    /// Puts the end off, to one whole wait from now. False where it is over, and where it has lasted for one already: a request that is lost
    /// must not be awaited for as long as new clients come.
    /// </summary>
    public bool TryPutOff()
    {
        lock (_lock)
        {
            if (_isOver || Elapsed >= _time)
                return false;
            _end = Elapsed + _time;
            return true;
        }
    }

    /// <summary>Ends the wait, unless it was put off.</summary>
    public bool TryEnd()
    {
        lock (_lock)
            return _isOver |= Elapsed >= _end;
    }
}
