using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud;

/// <summary>How each service says that it is overloaded or broken.</summary>
internal static class FaultErrors
{
    public static AwsError Of(FaultKind kind, AwsService service) => (kind, service) switch
    {
        (FaultKind.NoCapacity, _) =>
            new AwsError("InsufficientInstanceCapacity", "We currently do not have sufficient capacity in the Availability Zone you requested.", 500),
        (FaultKind.Throttle, AwsService.Sqs) => new AwsError("RequestThrottled", "The request was denied due to request throttling."),
        (FaultKind.Throttle, AwsService.S3) => new AwsError("SlowDown", "Please reduce your request rate.", 503),
        (FaultKind.Throttle, AwsService.Ec2) => new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503),
        (FaultKind.Throttle, _) => new AwsError("Throttling", "Rate exceeded"),
        (FaultKind.Unavailable, AwsService.Ec2) => new AwsError("Unavailable", "The server is overloaded and can't handle the request.", 503),
        (FaultKind.Unavailable, _) => new AwsError("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503),
        (_, AwsService.Sqs or AwsService.Sts) => new AwsError("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", 500),
        _ => new AwsError("InternalError", "We encountered an internal error. Please try again.", 500),
    };
}
