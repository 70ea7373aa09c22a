using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>
/// Counts the requests that wait for workers, and turns away those that could not be answered in time: refused at once, a client can go
/// elsewhere or come back, and the queue stays as short as the workers can serve.
/// </summary>
internal sealed class WaitingRoom
{
    // The names in /metrics begin with the meter's: facerec_gateway_waiting.
    static readonly Meter Meter = new("FaceRec.Gateway");
    static readonly Counter<long> Refused = Meter.CreateCounter<long>("refused", description: "Requests refused because too many waited.");
    static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("answer.duration", "s", "From asking the workers to their answer.");

    static int _allWaiting;

    static WaitingRoom() => Meter.CreateObservableGauge("waiting", () => Volatile.Read(ref _allWaiting), description: "Requests that wait for an answer of the workers.");

    readonly Lock _lock = new();
    readonly TimeProvider _clock;
    readonly GatewayOptions _options;
    readonly PaceMeter _pace;
    int _waiting;
    long _silentSince;

    public WaitingRoom(TimeProvider clock, IOptions<GatewayOptions> options)
    {
        (_clock, _options) = (clock, options.Value);
        _pace = new PaceMeter(clock, Admission.WindowFor(_options.RequestTimeout));
    }

    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting;
        }
    }

    /// <summary>A place, to be left when the request is answered; or the problem that there is none.</summary>
    public Checked<Place> TryEnter()
    {
        lock (_lock)
        {
            _pace.Note(_waiting > 0);
            if (Admission.RefuseFor(_waiting, _pace.Read(), _waiting > 0 ? _clock.GetElapsedTime(_silentSince) : TimeSpan.Zero, _options.RequestTimeout, _options.MostWaiting) is { } wait)
            {
                Refused.Add(1);
                return new(new Problem(ProblemKinds.Overloaded, $"{_waiting} requests wait already, more than can be answered in time.", wait));
            }

            if (_waiting++ == 0)
                _silentSince = _clock.GetTimestamp();
        }

        Interlocked.Increment(ref _allWaiting);
        return new(new Place(this, _clock.GetTimestamp()));
    }

    void Leave(long entered, bool isAnswered)
    {
        lock (_lock)
        {
            _pace.Note(_waiting > 0, isAnswered ? 1 : 0);
            _waiting--;
            if (isAnswered)
                _silentSince = _clock.GetTimestamp();
        }

        Interlocked.Decrement(ref _allWaiting);
        if (isAnswered)
            Duration.Record(_clock.GetElapsedTime(entered).TotalSeconds);
    }

    /// <summary>One request's place. Left by disposing it.</summary>
    internal sealed class Place(WaitingRoom room, long entered) : IDisposable
    {
        int _left;

        /// <summary>Set where workers answered, whatever they said.</summary>
        public bool IsAnswered { get; set; }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                room.Leave(entered, IsAnswered);
        }
    }
}
