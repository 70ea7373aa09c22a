using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.Signing;

/// <summary>How each service refuses a caller.</summary>
internal static class SignatureErrors
{
    public static AwsError Missing(AwsService service) => service switch
    {
        AwsService.S3 => new AwsError("AccessDenied", "Access Denied", StatusCodes.Status403Forbidden),
        AwsService.Ec2 => AuthFailure(),
        _ => new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", StatusCodes.Status403Forbidden, "MissingAuthenticationToken"),
    };

    public static AwsError UnknownKey(AwsService service) => service switch
    {
        AwsService.S3 => new AwsError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", StatusCodes.Status403Forbidden),
        AwsService.Ec2 => AuthFailure(),
        _ => new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", StatusCodes.Status403Forbidden, "InvalidClientTokenId"),
    };

    public static AwsError Mismatch(AwsService service) => service switch
    {
        AwsService.S3 => new AwsError(
            "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", StatusCodes.Status403Forbidden),
        AwsService.Ec2 => AuthFailure(),
        _ => new AwsError(
            "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
            StatusCodes.Status403Forbidden, "SignatureDoesNotMatch"),
    };

    public static AwsError Skewed(AwsService service) => service == AwsService.S3
        ? new AwsError("RequestTimeTooSkewed", "The difference between the request time and the server's time is too large.", StatusCodes.Status403Forbidden)
        : new AwsError("RequestExpired", "The request's time is too far from the server's.", StatusCodes.Status400BadRequest);

    public static AwsError Expired() => new("AccessDenied", "Request has expired", StatusCodes.Status403Forbidden);

    private static AwsError AuthFailure() =>
        new("AuthFailure", "AWS was not able to validate the provided access credentials", StatusCodes.Status401Unauthorized);
}
