namespace FaceRec.Messages;

/// <summary>The picture cannot be used for what was asked. An expected outcome: asking again with the same picture will not help.</summary>
public sealed record PictureRejected
{
    /// <summary>The id of the recognition, enrolment, detection or verification that asked.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="RejectionCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence for the client: what was wrong, and what is accepted.</summary>
    public required string Detail { get; init; }
}
