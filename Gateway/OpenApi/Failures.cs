namespace FaceRec.Gateway;

/// <summary>The errors that an endpoint answers with, beside those of every endpoint.</summary>
internal sealed record Failures(IReadOnlyList<ProblemKind> Kinds)
{
    /// <summary>Of every endpoint that asks for a key.</summary>
    public static readonly IReadOnlyList<ProblemKind> Common =
    [
        ProblemKinds.InvalidParameter, ProblemKinds.MissingKey, ProblemKinds.UnknownKey, ProblemKinds.ScopeMissing, ProblemKinds.CollectionNotAllowed, ProblemKinds.TooManyRequests,
        ProblemKinds.Internal, ProblemKinds.Unavailable,
    ];

    /// <summary>Of uploading a picture.</summary>
    public static readonly ProblemKind[] Upload =
    [
        ProblemKinds.TooSlow, ProblemKinds.EmptyUpload, ProblemKinds.MalformedForm, ProblemKinds.MissingFile, ProblemKinds.InvalidFileName, ProblemKinds.UnreadablePicture, ProblemKinds.FileTooLarge,
        ProblemKinds.TooManyPixels, ProblemKinds.UnsupportedMedia,
    ];

    /// <summary>Of asking the workers.</summary>
    public static readonly ProblemKind[] Workers = [ProblemKinds.RecognitionFailed, ProblemKinds.Overloaded, ProblemKinds.TimedOut];

    /// <summary>Of an Idempotency-Key.</summary>
    public static readonly ProblemKind[] Repeating = [ProblemKinds.KeyInUse, ProblemKinds.KeyReused];

    /// <summary>Of a recognition that is over: what it may have ended in.</summary>
    public static readonly ProblemKind[] Stored = [ProblemKinds.NoSuchRecognition, ProblemKinds.UnreadablePicture, ProblemKinds.PictureGone, ProblemKinds.TooManyPixels, ProblemKinds.RecognitionFailed];

    /// <summary>Of enrolling a face.</summary>
    public static readonly ProblemKind[] Gate =
    [
        ProblemKinds.NoFace, ProblemKinds.SeveralFaces, ProblemKinds.NoSuchFace, ProblemKinds.FaceTooSmall, ProblemKinds.FaceTooBlurred, ProblemKinds.FaceTurnedAway,
        ProblemKinds.LooksLikeSomebodyElse,
    ];
}
