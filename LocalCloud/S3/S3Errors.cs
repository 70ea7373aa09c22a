namespace FaceRec.LocalCloud.S3;

/// <summary>The errors of S3 with the status each is answered with.</summary>
internal static class S3Errors
{
    public static AwsError NoSuchBucket() => new("NoSuchBucket", "The specified bucket does not exist", StatusCodes.Status404NotFound);

    public static AwsError NoSuchKey() => new("NoSuchKey", "The specified key does not exist.", StatusCodes.Status404NotFound);

    public static AwsError NoSuchUpload() => new(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        StatusCodes.Status404NotFound);

    public static AwsError InvalidBucketName() => new("InvalidBucketName", "The specified bucket is not valid.");

    public static AwsError BucketNotEmpty() =>
        new("BucketNotEmpty", "The bucket you tried to delete is not empty", StatusCodes.Status409Conflict);

    public static AwsError PreconditionFailed() => new(
        "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", StatusCodes.Status412PreconditionFailed);

    public static AwsError NotModified() => new("NotModified", "Not Modified", StatusCodes.Status304NotModified);

    public static AwsError InvalidRange() =>
        new("InvalidRange", "The requested range is not satisfiable", StatusCodes.Status416RangeNotSatisfiable);

    public static AwsError BadDigest(string what) => new("BadDigest", $"The {what} you specified did not match what we received.");

    public static AwsError InvalidDigest(string what) => new("InvalidDigest", $"The {what} you specified is not valid.");

    public static AwsError ContentSha256Mismatch() =>
        new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static AwsError IncompleteBody() =>
        new("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");

    public static AwsError MissingContentLength() =>
        new("MissingContentLength", "You must provide the Content-Length HTTP header.", StatusCodes.Status411LengthRequired);

    public static AwsError EntityTooLarge() => new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");

    public static AwsError EntityTooSmall() => new("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");

    public static AwsError InvalidPart() => new(
        "InvalidPart", "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");

    public static AwsError InvalidPartOrder() =>
        new("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");

    public static AwsError KeyTooLong() => new("KeyTooLongError", "Your key is too long");

    public static AwsError InvalidUri() => new("InvalidURI", "Couldn't parse the specified URI.");

    public static AwsError MalformedXml() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsError MetadataTooLarge() =>
        new("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");

    public static AwsError InvalidArgument(string message) => new("InvalidArgument", message);

    public static AwsError InvalidRequest(string message) => new("InvalidRequest", message);

    public static AwsError MethodNotAllowed() => new(
        "MethodNotAllowed", "The specified method is not allowed against this resource.", StatusCodes.Status405MethodNotAllowed);

    /// <summary>What is not emulated says so; a false 200 would hide the difference from AWS.</summary>
    public static AwsError NotImplemented(string what) =>
        new("NotImplemented", $"LocalCloud does not emulate {what}.", StatusCodes.Status501NotImplemented);
}
