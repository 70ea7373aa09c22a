using System.ComponentModel.DataAnnotations;

namespace FaceRec.Messages;

/// <summary>
/// Asks whether two pictures show the same person, or a picture shows a given enrolled person: exactly one of
/// <see cref="OtherPictureKey"/> and <see cref="Person"/> is set. The largest face of a picture counts.
/// Answered by <see cref="FacesVerified"/> or <see cref="PictureRejected"/>.
/// </summary>
public sealed record VerifyFaces
{
    public required Guid VerificationId { get; init; }

    /// <summary>Key of the picture in the input bucket.</summary>
    [Required]
    public required string PictureKey { get; init; }

    public string? OtherPictureKey { get; init; }
    public string? Person { get; init; }
    [Required, RegularExpression("[a-z0-9-]{1,40}")]
    public required string Collection { get; init; }

    /// <summary>The newest gallery version that the asker has seen.</summary>
    public long GalleryVersion { get; init; }

    /// <summary>A similarity in place of the calibrated one; -1 to 1.</summary>
    [Range(-1f, 1f)]
    public float? Threshold { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}
