namespace FaceRec.LocalCloud.Sqs;

internal sealed record MessageCounts(int Visible, int InFlight, int Delayed);
