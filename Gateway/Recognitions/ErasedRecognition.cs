namespace FaceRec.Gateway;

/// <summary>What was erased of a recognition.</summary>
/// <param name="Objects">The keys of its picture and its stored result.</param>
/// <param name="FailedMessages">Messages in error queues and their archives that spoke of it, by id.</param>
public sealed record ErasedRecognition(Guid Id, DateTimeOffset ErasedAt, IReadOnlyList<string> Objects, IReadOnlyList<string> FailedMessages);
