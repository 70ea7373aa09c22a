namespace FaceRec.ErrorQueues;

/// <summary>A failed message as it is told to people and scripts, who rely on the names.</summary>
/// <param name="Id">SQS's id of the message in the error queue.</param>
/// <param name="Retries">How often the worker tried again before it gave up the last time; null where that was not recorded.</param>
/// <param name="Failures">How often it came to the error queue: once, and once more after each redelivery.</param>
/// <param name="Redeliveries">How often it was sent back.</param>
public sealed record MessageView(
    string Queue, string Id, string? MessageId, string? RequestId, string? CorrelationId, string? TraceId, string? MessageType, string InputQueue,
    string? Reason, string? ExceptionType, string? ExceptionMessage, string Group, string Site, DateTimeOffset FailedAt, int? Retries, int Failures, int Redeliveries)
{
    /// <summary>Failed again after it was sent back; left out of a redelivery unless that is forced.</summary>
    public bool Poison => Redeliveries > 0;

    /// <summary>The pictures that it speaks of; like all that follows, only where one message is shown.</summary>
    public IReadOnlyList<PictureState>? Pictures { get; init; }
    public string? StackTrace { get; init; }
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>The envelope, as it was sent.</summary>
    public string? Body { get; init; }

    public static MessageView Brief(FailedMessage message) => new(
        message.Queue.Name, message.Id, message.MessageId, message.RequestId, message.CorrelationId, message.TraceId, message.MessageType, message.InputQueue,
        message.Reason, message.ExceptionType, message.ExceptionMessage, message.Group.Id, message.Group.Site, message.FailedAt,
        message.Retries, (message.Redelivery?.Count ?? 0) + 1, message.Redelivery?.Count ?? 0);

    public static MessageView Full(FailedMessage message, IReadOnlyList<PictureState> pictures) => Brief(message) with
    {
        Pictures = pictures,
        StackTrace = message.StackTrace,
        Headers = message.Attributes.OrderBy(x => x.Key, StringComparer.Ordinal).ToDictionary(x => x.Key, x => (string?)(x.Value.StringValue ?? $"({x.Value.DataType})")),
        Body = message.Body,
    };
}
