namespace FaceRec.Messages;

/// <summary>A face is in the gallery: the answer to <see cref="EnrollFace"/>.</summary>
public sealed record FaceEnrolled
{
    public required Guid EnrollmentId { get; init; }
    public required string Collection { get; init; }
    public required string Person { get; init; }

    /// <summary>The face's id, made from the picture's content and the box, so that the same face has the same id.</summary>
    public required string FaceId { get; init; }

    public required PictureBox Box { get; init; }

    /// <summary>The detector's confidence, 0 to 1.</summary>
    public required float Score { get; init; }

    public required FaceQuality Quality { get; init; }

    /// <summary>True where this very face was enrolled before and nothing changed.</summary>
    public required bool AlreadyEnrolled { get; init; }

    /// <summary>The first version of the collection that holds the face.</summary>
    public required long GalleryVersion { get; init; }
}
