namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>A failed message as it is written; the names are what scripts rely on.</summary>
internal sealed record MessageView(
    string Queue, string Id, string? MessageId, string? RequestId, string? CorrelationId, string? TraceId, string? MessageType, string InputQueue,
    string? Reason, string? ExceptionType, string? ExceptionMessage, string Group, string Site, DateTimeOffset FailedAt, int Redeliveries)
{
    /// <summary>Failed again after it was sent back.</summary>
    public bool Poison => Redeliveries > 0;
    public string? StackTrace { get; init; }
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }
    public string? Body { get; init; }

    public static MessageView Brief(FailedMessage message) => new(
        message.Queue.Name, message.Id, message.MessageId, message.RequestId, message.CorrelationId, message.TraceId, message.MessageType, message.InputQueue,
        message.Reason, message.ExceptionType, message.ExceptionMessage, message.Group.Id, message.Group.Site, message.FailedAt, message.Redelivery?.Count ?? 0);

    public static MessageView Full(FailedMessage message) => Brief(message) with
    {
        StackTrace = message.StackTrace,
        Headers = message.Attributes.OrderBy(x => x.Key, StringComparer.Ordinal).ToDictionary(x => x.Key, x => (string?)(x.Value.StringValue ?? $"({x.Value.DataType})")),
        Body = message.Body,
    };
}
