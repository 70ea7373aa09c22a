using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Every error of the API. <c>docs/api.md</c> has the same table, and a test compares the two.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind EmptyUpload = new("empty-upload", 400, "The upload has no bytes.");
    public static readonly ProblemKind MalformedForm = new("malformed-form", 400, "The form cannot be read.");
    public static readonly ProblemKind MissingFile = new("missing-file", 400, "The form has no picture.");
    public static readonly ProblemKind InvalidFileName = new("invalid-file-name", 400, "The file name cannot be used.");
    public static readonly ProblemKind InvalidParameter = new("invalid-parameter", 400, "A parameter is not what is accepted.");
    public static readonly ProblemKind InvalidName = new("invalid-name", 400, "The name cannot be used.");
    public static readonly ProblemKind UnreadablePicture = new(RejectionCodes.Unreadable, 400, "The picture cannot be read.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing here.");
    public static readonly ProblemKind NoSuchRecognition = new("no-such-recognition", 404, "There is no such recognition.");
    public static readonly ProblemKind NoSuchPerson = new("no-such-person", 404, "Nobody of this name is enrolled.");
    public static readonly ProblemKind NoSuchEnrolledFace = new("no-such-enrolled-face", 404, "The person has no such face.");
    public static readonly ProblemKind NoSuchCollection = new("no-such-collection", 404, "There is no such collection.");
    public static readonly ProblemKind NameTaken = new("name-taken", 409, "Somebody else has this name.");
    public static readonly ProblemKind LooksLikeSomebodyElse = new(RejectionCodes.LooksLikeSomebodyElse, 409, "The face resembles somebody else who is enrolled.");
    public static readonly ProblemKind PictureGone = new(RejectionCodes.PictureGone, 410, "The picture is no longer stored.");
    public static readonly ProblemKind FileTooLarge = new("file-too-large", 413, "The picture has too many bytes.");
    public static readonly ProblemKind TooManyPixels = new(RejectionCodes.TooManyPixels, 413, "The picture has too many pixels.");
    public static readonly ProblemKind UnsupportedMedia = new("unsupported-media-type", 415, "This kind of content is not accepted.");
    public static readonly ProblemKind NoFace = new(RejectionCodes.NoFace, 422, "The picture shows no face.");
    public static readonly ProblemKind SeveralFaces = new(RejectionCodes.SeveralFaces, 422, "The picture shows several faces.");
    public static readonly ProblemKind NoSuchFace = new(RejectionCodes.NoSuchFace, 422, "The picture has no face of this number.");
    public static readonly ProblemKind FaceTooSmall = new(RejectionCodes.TooSmall, 422, "The face is too small to enrol.");
    public static readonly ProblemKind FaceTooBlurred = new(RejectionCodes.TooBlurred, 422, "The face is too blurred to enrol.");
    public static readonly ProblemKind FaceTurnedAway = new(RejectionCodes.TurnedAway, 422, "The face is turned too far away to enrol.");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Something failed that should not have.");
    public static readonly ProblemKind RecognitionFailed = new("recognition-failed", 502, "The workers could not handle the request.");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "A service that is needed does not answer.");
    public static readonly ProblemKind TimedOut = new("timed-out", 504, "The answer took too long.");

    /// <summary>All of them, by status and code.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        .. typeof(ProblemKinds).GetFields().Where(field => field.FieldType == typeof(ProblemKind)).Select(field => (ProblemKind)field.GetValue(null)!)
            .OrderBy(kind => kind.Status).ThenBy(kind => kind.Code, StringComparer.Ordinal),
    ];

    /// <summary>The problem that stands for a rejection code of the workers.</summary>
    public static ProblemKind Of(PictureRejected rejected) => All.FirstOrDefault(kind => kind.Code == rejected.Code) ?? UnreadablePicture;
}
