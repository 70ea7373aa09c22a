namespace FaceRec.Autoscaler;

/// <summary>What earlier measurements said of the messages that wait.</summary>
/// <param name="EmptyAt">When nothing waited for the last time.</param>
/// <param name="UntakenSince">Since when messages wait and none was taken; null where none waits.</param>
public readonly record struct QueueMemory(DateTimeOffset? EmptyAt, DateTimeOffset? UntakenSince);
