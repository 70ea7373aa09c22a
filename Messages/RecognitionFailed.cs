namespace FaceRec.Messages;

/// <summary>The workers gave a recognition up. Its message is kept in the error queue; sent back from there it may still succeed.</summary>
public sealed record RecognitionFailed
{
    public required Guid RecognitionId { get; init; }

    /// <summary>The message's id in the error queue.</summary>
    public Guid? FailedMessageId { get; init; }

    /// <summary>The type of the exception, without its message, which may hold what clients should not see.</summary>
    public string? ExceptionType { get; init; }

    public required DateTimeOffset FailedAt { get; init; }
}
