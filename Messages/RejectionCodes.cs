namespace FaceRec.Messages;

/// <summary>Why a picture was rejected. Clients switch on these: none is renamed or reused.</summary>
public static class RejectionCodes
{
    /// <summary>The bytes do not decode as a picture, or end too early.</summary>
    public const string Unreadable = "unreadable-picture";

    /// <summary>More pixels than are decoded.</summary>
    public const string TooManyPixels = "too-many-pixels";

    /// <summary>The picture is no longer in the input bucket.</summary>
    public const string PictureGone = "picture-gone";

    public const string NoFace = "no-face";

    /// <summary>More than one face, and the request did not say which.</summary>
    public const string SeveralFaces = "several-faces";

    /// <summary>The picture has no face of the number asked for.</summary>
    public const string NoSuchFace = "no-such-face";

    /// <summary>The enrolled face that was to be replaced is not the person's.</summary>
    public const string NoSuchEnrolledFace = "no-such-enrolled-face";

    public const string TooSmall = "face-too-small";
    public const string TooBlurred = "face-too-blurred";
    public const string TurnedAway = "face-turned-away";

    /// <summary>The face resembles somebody else who is enrolled already.</summary>
    public const string LooksLikeSomebodyElse = "looks-like-somebody-else";
}
