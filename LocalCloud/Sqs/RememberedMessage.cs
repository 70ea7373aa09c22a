namespace FaceRec.LocalCloud.Sqs;

/// <summary>What a FIFO queue remembers of a message that it was sent: the key of its deduplication, and what its sender was told.</summary>
internal sealed record RememberedMessage(string Key, SentMessage Sent, DateTimeOffset At);
