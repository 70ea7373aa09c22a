using System.Text.Json;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>A message in an error queue, as far as its attributes and its envelope tell. What is not known is null.</summary>
public sealed record FailedMessage
{
    public required ErrorQueue Queue { get; init; }

    /// <summary>SQS's id of the message in the error queue.</summary>
    public required string Id { get; init; }

    /// <summary>The envelope, as it was sent.</summary>
    public required string Body { get; init; }

    public required IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; init; }

    /// <summary>SQS's own attributes of the message.</summary>
    public required IReadOnlyDictionary<string, string> SystemAttributes { get; init; }

    /// <summary>MassTransit's ids, from the envelope.</summary>
    public string? MessageId { get; init; }
    public string? RequestId { get; init; }
    public string? CorrelationId { get; init; }
    public string? ConversationId { get; init; }
    public string? TraceId { get; init; }

    /// <summary>The message's types as MassTransit writes them, such as <c>urn:message:FaceRec.Messages:RecognizeFaces</c>.</summary>
    public IReadOnlyList<string> MessageTypes { get; init; } = [];

    /// <summary>The first of the message's types, without its namespace.</summary>
    public string? MessageType { get; init; }

    /// <summary>The queue in which it failed.</summary>
    public required string InputQueue { get; init; }

    /// <summary>Why it was moved: "fault", "dead-letter" where nobody consumes its type, "redrive" where SQS moved it because it was received too often.</summary>
    public string? Reason { get; init; }
    public string? ExceptionType { get; init; }
    public string? ExceptionMessage { get; init; }
    public string? StackTrace { get; init; }
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>How often the worker tried again before it gave up, as MassTransit noted it: after a delay where it is set up so, else at once.</summary>
    public int? Retries { get; init; }

    /// <summary>Keys of the pictures in the input bucket that it speaks of.</summary>
    public IReadOnlyList<string> PictureKeys { get; init; } = [];

    /// <summary>The message itself, within the envelope; null where there is none.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>The names of the headers that the envelope holds.</summary>
    public IReadOnlyList<string> EnvelopeHeaders { get; init; } = [];

    /// <summary>How often it has been sent back from an error queue; null before the first time.</summary>
    public RedeliveryMark? Redelivery { get; init; }

    /// <summary>Failed again after it was sent back: sending it once more wants a reason.</summary>
    public bool IsPoison => Redelivery is not null;

    /// <summary>What it has in common with others that failed in the same way.</summary>
    public required GroupKey Group { get; init; }
}
