using System.ComponentModel.DataAnnotations;

namespace FaceRec.Messages;

/// <summary>Asks where the faces of a picture are, not whose. Answered by <see cref="FacesDetected"/> or <see cref="PictureRejected"/>.</summary>
public sealed record DetectFaces
{
    public required Guid DetectionId { get; init; }

    /// <summary>Key of the picture in the input bucket.</summary>
    [Required]
    public required string PictureKey { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}
