using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>A failed message as it was before it failed.</summary>
internal static class RedeliveredMessage
{
    const int MaxAttributes = 10; // SQS's limit for a message

    // What the move to the error queue added. MassTransit reads none of it on the way back.
    static readonly string[] Added = ["MT-Fault-", "MT-Host-", "MT-Reason"];

    /// <summary>The body byte for byte, the message's own attributes, and the mark; where all ten are taken, one gives way that the envelope repeats.</summary>
    public static SendMessageBatchRequestEntry Of(FailedMessage message, bool toFifo)
    {
        var mark = RedeliveryMark.Next(message);
        var attributes = message.Attributes
            .Where(attribute => !Added.Any(prefix => attribute.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(StringComparer.Ordinal);
        attributes[RedeliveryMark.AttributeName] = new MessageAttributeValue { DataType = "String", StringValue = mark.ToString() };
        if (attributes.Count > MaxAttributes && message.EnvelopeHeaders.FirstOrDefault(attributes.ContainsKey) is { } repeated)
            attributes.Remove(repeated);

        var entry = new SendMessageBatchRequestEntry("", message.Body) { MessageAttributes = attributes };
        if (toFifo)
        {
            // The same id for the same failed message: sent again within five minutes, SQS drops it.
            entry.MessageDeduplicationId = mark.Id;
            entry.MessageGroupId = message.SystemAttributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId, mark.Id);
        }

        return entry;
    }

    /// <summary>An upper bound of what SQS counts: the body and the attributes' names, types and values in UTF-8.</summary>
    public static int Size(SendMessageBatchRequestEntry entry)
        => Bytes(entry.MessageBody) + entry.MessageAttributes.Sum(attribute => Bytes(attribute.Key) + Bytes(attribute.Value.DataType)
            + (attribute.Value.StringValue is { } text ? Bytes(text) : (int)(attribute.Value.BinaryValue?.Length ?? 0)));

    static int Bytes(string text) => System.Text.Encoding.UTF8.GetByteCount(text);
}
