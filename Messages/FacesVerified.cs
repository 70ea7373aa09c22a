namespace FaceRec.Messages;

/// <summary>Whether two faces are one person's: the answer to <see cref="VerifyFaces"/>.</summary>
public sealed record FacesVerified
{
    public required Guid VerificationId { get; init; }
    public required bool Same { get; init; }

    /// <summary>Cosine of the normalised embeddings, -1 to 1.</summary>
    public required float Similarity { get; init; }

    /// <summary>The similarity from which two faces count as one person's.</summary>
    public required float Threshold { get; init; }

    public required PictureBox Box { get; init; }

    /// <summary>The face of the other picture; null where a person was asked for.</summary>
    public PictureBox? OtherBox { get; init; }

    public required string Model { get; init; }
}
