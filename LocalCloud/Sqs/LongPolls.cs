namespace FaceRec.LocalCloud.Sqs;

/// <summary>The receivers that wait at one queue, longest first. Used only under the lock of the queue.</summary>
internal sealed class LongPolls
{
    private readonly LinkedList<LongPoll> _waiting = new();

    public int Count => _waiting.Count;

    public LongPoll Join()
    {
        var poll = new LongPoll();
        poll.Place = _waiting.AddLast(poll);
        return poll;
    }

    /// <returns>Whether the poll was still waiting, so that no wake-up is lost with it.</returns>
    public bool Leave(LongPoll poll)
    {
        if (poll.Place is not { } place)
            return false;
        _waiting.Remove(place);
        poll.Place = null;
        return true;
    }

    public void WakeOne()
    {
        if (_waiting.First is not { } first)
            return;
        Leave(first.Value);
        first.Value.Wake();
    }

    public void WakeAll()
    {
        while (_waiting.Count > 0)
            WakeOne();
    }
}
