namespace FaceRec.Bench.Simulator;

/// <summary>What happens when. Events of one time happen in the order in which they were planned.</summary>
internal sealed class EventQueue
{
    readonly PriorityQueue<Action, (double At, long Order)> _events = new();
    long _order;

    /// <summary>Seconds after the start.</summary>
    public double Now { get; private set; }

    public void At(double at, Action happens) => _events.Enqueue(happens, (Math.Max(at, Now), _order++));

    public void After(double seconds, Action happens) => At(Now + seconds, happens);

    public void Every(double seconds, Action happens)
    {
        happens();
        After(seconds, () => Every(seconds, happens));
    }

    public void RunUntil(double end)
    {
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = next.At;
            _events.Dequeue()();
        }

        Now = end;
    }
}
