namespace FaceRec.Messages;

/// <summary>What a worker took from the recognition queue since it reported before.</summary>
/// <param name="Seconds">How long ago that was.</param>
/// <param name="Count">Messages taken, also those that somebody had taken before.</param>
/// <param name="LongestWaitSeconds">Of those taken for the first time, the longest time between being sent and being taken; null where there was none.</param>
public sealed record TakenMessages(double Seconds, int Count, double? LongestWaitSeconds);
