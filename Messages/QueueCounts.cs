namespace FaceRec.Messages;

/// <summary>What SQS says of a queue. The counts are approximate and may lag by a minute.</summary>
/// <param name="Visible">Messages waiting.</param>
/// <param name="InFlight">Messages received and neither deleted nor given back.</param>
/// <param name="Delayed">Messages not yet due.</param>
public sealed record QueueCounts(int Visible, int InFlight, int Delayed);
