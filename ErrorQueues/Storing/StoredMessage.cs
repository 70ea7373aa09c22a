using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>A failed message outside SQS, in an archive or an exported file: all that it takes to put it back as it was.</summary>
public sealed record StoredMessage
{
    /// <summary>The error queue in which it was.</summary>
    public required string Queue { get; init; }

    /// <summary>SQS's id there; put back, it gets another.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset FailedAt { get; init; }

    /// <summary>The envelope, as it was sent.</summary>
    public required string Body { get; init; }
    public required IReadOnlyDictionary<string, StoredAttribute> Attributes { get; init; }

    /// <summary>Only in a FIFO queue.</summary>
    public string? MessageGroupId { get; init; }

    public static StoredMessage From(FailedMessage message) => new()
    {
        Queue = message.Queue.Name,
        Id = message.Id,
        FailedAt = message.FailedAt,
        Body = message.Body,
        Attributes = message.Attributes.ToDictionary(x => x.Key, x => new StoredAttribute(x.Value.DataType, x.Value.StringValue, x.Value.BinaryValue?.ToArray())),
        MessageGroupId = message.SystemAttributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId),
    };

    /// <summary>As it was read from its queue.</summary>
    internal FailedMessage ToFailed() => FailedMessageReader.Read(new ErrorQueue(Queue, ""), new Message
    {
        MessageId = Id,
        Body = Body,
        MessageAttributes = SqsAttributes(),
        Attributes = new() { [MessageSystemAttributeName.SentTimestamp] = FailedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) },
    });

    internal SendMessageBatchRequestEntry ToEntry(bool toFifo)
    {
        var entry = new SendMessageBatchRequestEntry("", Body) { MessageAttributes = SqsAttributes() };
        if (toFifo)
            (entry.MessageGroupId, entry.MessageDeduplicationId) = (MessageGroupId ?? Id, Id);
        return entry;
    }

    Dictionary<string, MessageAttributeValue> SqsAttributes() => Attributes.ToDictionary(x => x.Key, x => new MessageAttributeValue
    {
        DataType = x.Value.Type,
        StringValue = x.Value.Text,
        BinaryValue = x.Value.Bytes is { } bytes ? new MemoryStream(bytes) : null,
    });
}

/// <summary>One message attribute: SQS's type, and a text or bytes.</summary>
public sealed record StoredAttribute(string Type, string? Text, byte[]? Bytes);
