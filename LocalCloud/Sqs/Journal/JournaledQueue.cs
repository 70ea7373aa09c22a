namespace FaceRec.LocalCloud.Sqs;

/// <summary>One queue as a journal remembers it.</summary>
internal sealed class JournaledQueue(QueueRecord record)
{
    public QueueRecord Record { get; set; } = record;

    public long LastSequence { get; set; }

    public SortedDictionary<long, SqsMessage> Messages { get; } = [];

    public List<RememberedMessage> Remembered { get; } = [];
}
