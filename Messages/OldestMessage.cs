namespace FaceRec.Messages;

/// <summary>How long the message that waits longest has been waiting.</summary>
/// <param name="Seconds">The time since it was sent; 0 where none waits.</param>
/// <param name="AtLeast">True where nobody takes messages, so that it is only known how long some have been waiting at the least.</param>
public sealed record OldestMessage(double Seconds, bool AtLeast);
