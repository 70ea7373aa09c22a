namespace FaceRec.LocalCloud.Sqs;

/// <param name="Visibility">Null takes the visibility timeout of the queue.</param>
/// <param name="AttemptId">FIFO only: repeating it within five minutes gives the same messages again.</param>
internal sealed record ReceiveRequest(int Max, TimeSpan Wait, TimeSpan? Visibility = null, string? AttemptId = null);
