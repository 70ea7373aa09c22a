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
    readonly LinkedList<Place> _inside = new();
    readonly TimeProvider _clock;
    readonly GatewayOptions _options;
    readonly PaceMeter _pace;
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
                return _inside.Count;
        }
    }

    /// <summary>A place, to be left when the request is answered; or the problem that there is none.</summary>
    public Checked<Place> TryEnter()
    {
        Place place;
        lock (_lock)
        {
            var waiting = _inside.Count;
            _pace.Note(waiting > 0);
            if (Admission.RefuseFor(waiting, _pace.Read(), waiting > 0 ? _clock.GetElapsedTime(_silentSince) : TimeSpan.Zero, _options.RequestTimeout, _options.MostWaiting) is { } wait)
            {
                Refused.Add(1);
                return new(new Problem(ProblemKinds.Overloaded, $"{waiting} requests wait already, more than can be answered in time.", wait));
            }

            if (waiting == 0)
                _silentSince = _clock.GetTimestamp();
            place = new Place(this, _clock.GetTimestamp());
            _inside.AddLast(place.Node);
        }

        Interlocked.Increment(ref _allWaiting);
        return new(place);
    }

    // By walking past all who came before: each stream of events asks once in a few seconds.
    Outlook? LookFrom(Place place)
    {
        lock (_lock)
        {
            if (place.Node.List is null)
                return null;
            _pace.Note(waited: true);
            var ahead = 0;
            for (var node = place.Node.Previous; node is not null; node = node.Previous)
                ahead++;
            return new Outlook(ahead, Admission.TimeFor(ahead + 1, _pace.Read()));
        }
    }

    void Leave(Place place)
    {
        lock (_lock)
        {
            _pace.Note(_inside.Count > 0, place.IsAnswered ? 1 : 0);
            _inside.Remove(place.Node);
            if (place.IsAnswered)
                _silentSince = _clock.GetTimestamp();
        }

        Interlocked.Decrement(ref _allWaiting);
        if (place.IsAnswered)
            Duration.Record(_clock.GetElapsedTime(place.Entered).TotalSeconds);
    }

    /// <summary>One request's place. Left by disposing it.</summary>
    internal sealed class Place : IDisposable
    {
        readonly WaitingRoom _room;
        int _left;

        public Place(WaitingRoom room, long entered)
        {
            (_room, Entered) = (room, entered);
            Node = new LinkedListNode<Place>(this);
        }

        public long Entered { get; }

        public LinkedListNode<Place> Node { get; }

        /// <summary>Set where workers answered, whatever they said.</summary>
        public bool IsAnswered { get; set; }

        /// <summary>How long it may still take, as far as this Gateway can tell; null where it was left.</summary>
        public Outlook? Look() => _room.LookFrom(this);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                _room.Leave(this);
        }
    }

    /// <param name="Ahead">Requests of this Gateway that came before and are not answered either. Those in a worker's hands are among them.</param>
    /// <param name="Left">How long these and this one take at the pace at which answers have come of late; null where none has come.</param>
    internal readonly record struct Outlook(int Ahead, TimeSpan? Left);
}
