using System.Collections.Concurrent;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Shows old counts for a while, as SQS does at times: its counts are eventually consistent.</summary>
internal sealed class StaleCounts(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, MessageCounts> _frozen = new(StringComparer.Ordinal);
    private DateTimeOffset _until;

    /// <summary>From now on, the next counts asked for are repeated until the time is over.</summary>
    public void Freeze(TimeSpan duration)
    {
        _frozen.Clear();
        _until = clock.GetUtcNow() + duration;
    }

    public MessageCounts Show(string queue, MessageCounts current) =>
        clock.GetUtcNow() < _until ? _frozen.GetOrAdd(queue, current) : current;
}
