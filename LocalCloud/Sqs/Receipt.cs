namespace FaceRec.LocalCloud.Sqs;

/// <summary>What one receive took out of a queue.</summary>
/// <param name="Dead">Messages that were received too often and belong into the dead-letter queue.</param>
internal sealed record Receipt(IReadOnlyList<ReceivedMessage> Received, IReadOnlyList<SqsMessage> Dead)
{
    public bool IsEmpty => Received.Count == 0 && Dead.Count == 0;
}
