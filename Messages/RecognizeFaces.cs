using System.ComponentModel.DataAnnotations;

namespace FaceRec.Messages;

/// <summary>Asks who is in a picture. Answered by <see cref="FacesRecognized"/> or <see cref="PictureRejected"/>.</summary>
public sealed record RecognizeFaces
{
    public required Guid RecognitionId { get; init; }

    /// <summary>Key of the picture in the input bucket.</summary>
    [Required]
    public required string PictureKey { get; init; }

    [Required, RegularExpression("[a-z0-9-]{1,40}")]
    public required string Collection { get; init; }

    /// <summary>How many candidates to report for each face, 0 to 100.</summary>
    [Range(0, 100)]
    public int MaxCandidates { get; init; } = 3;

    /// <summary>A similarity to name people above, in place of the calibrated one; -1 to 1.</summary>
    [Range(-1f, 1f)]
    public float? Threshold { get; init; }

    /// <summary>The newest gallery version that the asker has seen; the answer is made with that version or a later one.</summary>
    public long GalleryVersion { get; init; }

    /// <summary>The client's name for the picture: a label for people to read, never part of a key or path.</summary>
    public string? FileName { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}
