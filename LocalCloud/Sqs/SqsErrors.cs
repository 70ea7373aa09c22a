namespace FaceRec.LocalCloud.Sqs;

/// <summary>The errors of SQS, each with the name of its JSON shape and the code that the Query protocol (and the SDKs) know it by.</summary>
internal static class SqsErrors
{
    private const string Prefix = "AWS.SimpleQueueService.";

    public static AwsError QueueDoesNotExist() => Prefixed("QueueDoesNotExist", "The specified queue does not exist.", "NonExistentQueue");

    public static AwsError QueueNameExists(string attribute) => new(
        "QueueNameExists", $"A queue already exists with the same name and a different value for attribute {attribute}", queryCode: "QueueAlreadyExists");

    public static AwsError QueueDeletedRecently() => Prefixed(
        "QueueDeletedRecently", "You must wait 60 seconds after deleting a queue before you can create another with the same name.");

    public static AwsError PurgeQueueInProgress(string queue) => Prefixed(
        "PurgeQueueInProgress", $"Only one PurgeQueue operation on {queue} is allowed every 60 seconds.");

    public static AwsError MessageNotInflight(string handle) => Prefixed(
        "MessageNotInflight", $"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");

    public static AwsError ReceiptHandleIsInvalid(string handle) =>
        new("ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    public static AwsError ReceiptHandleExpired(string handle) =>
        InvalidParameterValue($"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.");

    public static AwsError InvalidMessageContents() => new(
        "InvalidMessageContents", "Invalid binary character was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]");

    public static AwsError EmptyBatchRequest() => Prefixed("EmptyBatchRequest", "There should be at least one entry in the request.");

    public static AwsError TooManyEntries(int count) => Prefixed(
        "TooManyEntriesInBatchRequest", $"Maximum number of entries per request are {SqsLimits.BatchEntries}. You have sent {count}.");

    public static AwsError BatchEntryIdsNotDistinct(string id) => Prefixed("BatchEntryIdsNotDistinct", $"Id {id} repeated.");

    public static AwsError InvalidBatchEntryId() => Prefixed(
        "InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");

    public static AwsError BatchRequestTooLong(int size) => Prefixed(
        "BatchRequestTooLong", $"Batch requests cannot be longer than {SqsLimits.MessageBytes} bytes. You have sent {size} bytes.");

    public static AwsError InvalidAttributeName(string name) => new("InvalidAttributeName", $"Unknown Attribute {name}.");

    public static AwsError InvalidAttributeValue(string name) => new("InvalidAttributeValue", $"Invalid value for the parameter {name}.");

    public static AwsError OverLimit(string message) => new("OverLimit", message);

    public static AwsError UnsupportedOperation(string message) => Prefixed("UnsupportedOperation", message);

    public static AwsError ResourceNotFound(string message) => new("ResourceNotFoundException", message, StatusCodes.Status404NotFound);

    public static AwsError InvalidParameterValue(string message) => new("InvalidParameterValue", message);

    public static AwsError OutOfRange(string parameter, long value, long min, long max) =>
        InvalidParameterValue($"Value {value} for parameter {parameter} is invalid. Reason: Must be between {min} and {max}, if provided.");

    public static AwsError MissingParameter(string name) => new("MissingParameter", $"The request must contain the parameter {name}.");

    public static AwsError Malformed(string message) => new("SerializationException", message);

    public static AwsError InvalidAction(string action) => new("InvalidAction", $"The action {action} is not valid for this endpoint.");

    private static AwsError Prefixed(string shape, string message, string? code = null) => new(shape, message, queryCode: Prefix + (code ?? shape));
}
