using System.ComponentModel.DataAnnotations;

namespace FaceRec.Messages;

/// <summary>
/// Adds a face to a person's enrolled faces, making the person where the collection has none of that name.
/// Answered by <see cref="FaceEnrolled"/> or <see cref="PictureRejected"/>. The same picture and face again changes nothing.
/// </summary>
public sealed record EnrollFace
{
    public required Guid EnrollmentId { get; init; }

    /// <summary>Key of the picture in the input bucket.</summary>
    [Required]
    public required string PictureKey { get; init; }

    [Required, RegularExpression("[a-z0-9-]{1,40}")]
    public required string Collection { get; init; }
    [Required, StringLength(100)]
    public required string Person { get; init; }

    /// <summary>Which face, from 0, left to right; null where the picture must show exactly one.</summary>
    [Range(0, int.MaxValue)]
    public int? FaceIndex { get; init; }

    /// <summary>Rejection codes of the quality gate that the asker chooses to pass over.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The id of one of the person's faces that this one takes the place of, and that is erased; null to keep all.</summary>
    public string? Replaces { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}
