namespace FaceRec.LocalCloud.Sqs;

/// <summary>One message as one receiver got it.</summary>
internal sealed record ReceivedMessage(SqsMessage Message, ReceiptHandle Handle, DateTimeOffset FirstReceived);
