using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Which messages SQS accepts.</summary>
internal static class MessageRules
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    public static void Check(NewMessage message, QueueAttributes queue)
    {
        if (message.Body.Length == 0)
            throw SqsErrors.MissingParameter("MessageBody");
        if (!IsXmlText(message.Body))
            throw SqsErrors.InvalidMessageContents();
        if (message.Attributes.Count > SqsLimits.MessageAttributes)
        {
            throw SqsErrors.InvalidParameterValue(
                $"Number of message attributes [{message.Attributes.Count}] exceeds the allowed maximum [{SqsLimits.MessageAttributes}].");
        }

        foreach (var (name, attribute) in message.Attributes)
            Check(name, attribute);
        if (message.Size > queue.MaximumMessageSize)
        {
            throw SqsErrors.InvalidParameterValue(
                $"One or more parameters are invalid. Reason: Message must be shorter than {queue.MaximumMessageSize} bytes.");
        }

        CheckGroup(message, queue);
    }

    /// <summary>The key under which a FIFO queue recognises a repeated message.</summary>
    public static string DeduplicationKey(NewMessage message, QueueAttributes queue)
    {
        var id = DeduplicationId(message, queue);
        return queue.DeduplicatesByGroup ? $"{message.GroupId}\n{id}" : id;
    }

    /// <summary>The sender's id, or else the digest of the body.</summary>
    public static string DeduplicationId(NewMessage message, QueueAttributes queue) =>
        message.DeduplicationId ?? (queue.DeduplicatesByContent
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Body)))
            : throw SqsErrors.InvalidParameterValue("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));

    /// <summary>The characters of XML 1.0, which SQS allows in bodies; lone surrogates are not among them.</summary>
    public static bool IsXmlText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (c < 0x20 ? c is not ('\t' or '\n' or '\r') : c is >= '\uFFFE' || char.IsSurrogate(c))
                return false;
        }

        return true;
    }

    private static void CheckGroup(NewMessage message, QueueAttributes queue)
    {
        CheckId(message.GroupId, "MessageGroupId");
        CheckId(message.DeduplicationId, "MessageDeduplicationId");
        if (!queue.IsFifo)
        {
            if (message.DeduplicationId is not null)
                throw NotForThisQueue("MessageDeduplicationId", message.DeduplicationId);
            return;
        }

        if (message.GroupId is null)
            throw SqsErrors.MissingParameter("MessageGroupId");
        if (message.Delay is { } delay && delay > TimeSpan.Zero)
            throw NotForThisQueue("DelaySeconds", delay.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        DeduplicationId(message, queue);
    }

    private static AwsError NotForThisQueue(string parameter, string value) => SqsErrors.InvalidParameterValue(
        $"Value {value} for parameter {parameter} is invalid. Reason: The request include parameter that is not valid for this queue type.");

    private static void CheckId(string? id, string parameter)
    {
        if (id is not null && (id.Length is 0 or > 128 || id.AsSpan().ContainsAnyExcept(IdCharacters)))
        {
            throw SqsErrors.InvalidParameterValue(
                $"Value {id} for parameter {parameter} is invalid. Reason: {parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    private static void Check(string name, MessageAttribute attribute)
    {
        if (name.Length is 0 or > SqsLimits.MessageAttributeNameLength
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            || name.StartsWith('.') || name.EndsWith('.') || name.Contains("..", StringComparison.Ordinal)
            || name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
            throw SqsErrors.InvalidParameterValue($"The message attribute name '{name}' is invalid.");
        var type = attribute.DataType.Split('.', 2)[0];
        if (type is not ("String" or "Number" or "Binary") || attribute.DataType.Length > 256)
            throw SqsErrors.InvalidParameterValue($"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
        if (attribute.IsBinary ? attribute.Binary.IsDefaultOrEmpty : string.IsNullOrEmpty(attribute.Text))
            throw SqsErrors.InvalidParameterValue($"The message attribute '{name}' must contain a non-empty value of type '{type}'.");
        if (!attribute.IsBinary && !IsXmlText(attribute.Text!))
            throw SqsErrors.InvalidMessageContents();
        if (type == "Number" && !double.TryParse(attribute.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw SqsErrors.InvalidParameterValue($"Can't cast the value of message (user) attribute '{name}' to a number.");
    }
}
