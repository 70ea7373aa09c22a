namespace FaceRec.LocalCloud.Sqs;

/// <summary>What the sender is told about a message that was accepted.</summary>
/// <param name="SequenceNumber">Given for FIFO queues only.</param>
internal sealed record SentMessage(string Id, string? SequenceNumber);
