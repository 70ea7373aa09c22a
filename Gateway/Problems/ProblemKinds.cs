using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Every error of the API, in one table. docs/api.md shows it to clients.</summary>
internal static class ProblemKinds
{
    const string OtherPicture = "Send another picture of the person";

    public static readonly ProblemKind EmptyUpload = new("empty-upload", 400, "The upload has no bytes.", "Send the picture's bytes.");
    public static readonly ProblemKind MalformedRequest = new("malformed-request", 400, "The request cannot be read.", "Send HTTP, and JSON where JSON is asked for, as the reference shows.");
    public static readonly ProblemKind MalformedForm = new("malformed-form", 400, "The form cannot be read.", "Send multipart/form-data as of RFC 7578, whole.");
    public static readonly ProblemKind MalformedArchive = new("malformed-archive", 400, "The archive or manifest cannot be read.", "Send a zip with a folder for each person, or a manifest as the reference shows.");
    public static readonly ProblemKind MissingFile = new("missing-file", 400, "The form has no picture.", "Name the part with the picture as the detail says.");
    public static readonly ProblemKind InvalidFileName = new("invalid-file-name", 400, "The file name cannot be used.", "Send a plain name without a path.");
    public static readonly ProblemKind InvalidParameter = new("invalid-parameter", 400, "A parameter is not what is accepted.", "Keep to what the detail says is accepted.");
    public static readonly ProblemKind InvalidName = new("invalid-name", 400, "The name cannot be used.", "Keep to what the detail says is accepted.");
    public static readonly ProblemKind UnreadablePicture = new(RejectionCodes.Unreadable, 400, "The picture cannot be read.", "Send a whole JPEG, PNG, WebP, GIF or BMP.");
    public static readonly ProblemKind MissingKey = new("missing-key", 401, "The request has no API key.", "Send a key as X-Api-Key, or as Authorization: Bearer.");
    public static readonly ProblemKind UnknownKey = new("unknown-key", 401, "The API key is not valid.", "Check the key; it may have been revoked.");
    public static readonly ProblemKind ScopeMissing = new("scope-missing", 403, "The API key may not do this.", "Use a key with the scope that the detail names.");
    public static readonly ProblemKind CollectionNotAllowed = new("collection-not-allowed", 403, "The API key is not for this collection.", "Name one of the key's collections, or use another key.");
    public static readonly ProblemKind EditingNotAllowed = new("editing-not-allowed", 403, "Failed messages may not be edited here.", "Set ERRORS_ALLOW_EDIT=true, or delete the message and send the request again.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing here.", "Check the address against the reference.");
    public static readonly ProblemKind NoSuchRecognition = new("no-such-recognition", 404, "There is no such recognition.", "Send the picture again.");
    public static readonly ProblemKind NoSuchPerson = new("no-such-person", 404, "Nobody of this name is enrolled.", "Check the name and the collection.");
    public static readonly ProblemKind NoSuchEnrolledFace = new("no-such-enrolled-face", 404, "The person has no such face.", "List the person's faces.");
    public static readonly ProblemKind NoSuchCollection = new("no-such-collection", 404, "There is no such collection.", "List the collections.");
    public static readonly ProblemKind NoSuchMessage = new("no-such-message", 404, "There is no such failed message.", "List the failed messages; this one may have been sent back or deleted.");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The address does not take this method.", "Use one of the methods in the Allow header.");
    public static readonly ProblemKind TooSlow = new("upload-too-slow", 408, "The request's body came too slowly.", "Send it again over a faster connection, or send a smaller picture.");
    public static readonly ProblemKind NameTaken = new("name-taken", 409, "Somebody else has this name.", "Merge the two people if they are one, or choose another name.");
    public static readonly ProblemKind LooksLikeSomebodyElse = new(RejectionCodes.LooksLikeSomebodyElse, 409, "The face resembles somebody else who is enrolled.",
        "Check who it is. To enrol it all the same, add accept=looks-like-somebody-else.");
    public static readonly ProblemKind KeyInUse = new("idempotency-key-in-use", 409, "A request with this Idempotency-Key is still running.", "Send the same request again after Retry-After.");
    public static readonly ProblemKind StillRunning = new("recognition-running", 409, "The recognition is still running.", "Send the same request again after Retry-After.");
    public static readonly ProblemKind QueueUnusable = new("queue-unusable", 409, "An error queue is missing or must not be read.", "List the error queues; do what the detail says.");
    public static readonly ProblemKind PictureGone = new(RejectionCodes.PictureGone, 410, "The picture is no longer stored.", "Send the picture again.");
    public static readonly ProblemKind FileTooLarge = new("file-too-large", 413, "The picture has too many bytes.", "Send it smaller, or raise MAX_FILE_SIZE.");
    public static readonly ProblemKind TooManyPixels = new(RejectionCodes.TooManyPixels, 413, "The picture has too many pixels.", "Send it smaller, or raise Gateway:MaxMegapixels.");
    public static readonly ProblemKind ArchiveTooLarge = new("archive-too-large", 413, "The archive has too many bytes or files.", "Send it in parts.");
    public static readonly ProblemKind UnsupportedMedia = new("unsupported-media-type", 415, "This kind of content is not accepted.", "Convert it to what the detail names.");
    public static readonly ProblemKind NoFace = new(RejectionCodes.NoFace, 422, "The picture shows no face.", $"{OtherPicture}, with the face upright and in full.");
    public static readonly ProblemKind SeveralFaces = new(RejectionCodes.SeveralFaces, 422, "The picture shows several faces.", "Say which is meant with face=N, from 0, left to right.");
    public static readonly ProblemKind NoSuchFace = new(RejectionCodes.NoSuchFace, 422, "The picture has no face of this number.", "Count the faces from 0, left to right, as POST /detections lists them.");
    public static readonly ProblemKind FaceTooSmall = new(RejectionCodes.TooSmall, 422, "The face is too small to enrol.", $"{OtherPicture} from nearer, or add accept={RejectionCodes.TooSmall}.");
    public static readonly ProblemKind FaceTooBlurred = new(RejectionCodes.TooBlurred, 422, "The face is too blurred to enrol.", $"{OtherPicture} that is sharp, or add accept={RejectionCodes.TooBlurred}.");
    public static readonly ProblemKind FaceTurnedAway = new(RejectionCodes.TurnedAway, 422, "The face is turned too far away to enrol.", $"{OtherPicture} facing the camera, or add accept={RejectionCodes.TurnedAway}.");
    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request.", "Use a new key for a new request.");
    public static readonly ProblemKind EditRefused = new("edit-refused", 422, "The changed message does not fit its contract.", "Change it as the detail says.");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "The limit of this API key is reached.", "Wait for Retry-After seconds and go on more slowly.");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Something failed that should not have.", "Look up the request's id in the log; send the request again.");
    public static readonly ProblemKind RecognitionFailed = new("recognition-failed", 502, "The workers could not handle the request.", "Look up failedMessageId in the error queue; send the request again.");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "A service that is needed does not answer.", "Send the request again after Retry-After.");
    public static readonly ProblemKind Overloaded = new("overloaded", 503, "More is waiting than can be answered in time.", "Send the request again after Retry-After.");
    public static readonly ProblemKind TimedOut = new("timed-out", 504, "The answer took too long.", "Fetch the result from Location, where there is one, or send the request again.");

    /// <summary>All of them, by status and code.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        .. typeof(ProblemKinds).GetFields().Where(field => field.FieldType == typeof(ProblemKind)).Select(field => (ProblemKind)field.GetValue(null)!)
            .OrderBy(kind => kind.Status).ThenBy(kind => kind.Code, StringComparer.Ordinal),
    ];

    /// <summary>The problem that stands for a rejection code of the workers.</summary>
    public static ProblemKind Of(PictureRejected rejected) => All.FirstOrDefault(kind => kind.Code == rejected.Code) ?? UnreadablePicture;
}
