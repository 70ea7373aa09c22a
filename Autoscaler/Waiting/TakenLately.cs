namespace FaceRec.Autoscaler;

/// <summary>What workers said lately of the messages that they took.</summary>
/// <param name="Count">Messages taken.</param>
/// <param name="LongestWaitSeconds">The longest that one of them had waited; null where none was taken for the first time.</param>
/// <param name="LastHeardAt">When a worker last said that it had taken any, however long ago.</param>
/// <param name="SomeDoNotTell">Some workers say nothing of this: they may take messages, or not.</param>
public sealed record TakenLately(int Count, double? LongestWaitSeconds, DateTimeOffset? LastHeardAt, bool SomeDoNotTell);
