using System.Text.Json;
using Amazon.SQS.Model;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Headers as message attributes, as the official transport writes them: all of type String.</summary>
sealed class MessageAttributes(AllowTransportHeader? allow)
{
    // The exception's type and stack go along with a fault: the official transport leaves them out, and its readers pass over them.
    readonly TransportSetHeaderAdapter<MessageAttributeValue> _headers = new(new Converter(allow), TransportHeaderOptions.Default);

    public Dictionary<string, MessageAttributeValue> From(SendContext context)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        _headers.Set(attributes, context.Headers);
        _headers.Set(attributes, MessageHeaders.ContentType, context.ContentType?.ToString());
        _headers.Set(attributes, MessageHeaders.CorrelationId, context.CorrelationId);
        Limit(attributes, Identifying);
        return attributes;
    }

    /// <summary>The attributes of a message that is moved: its own, without what the transport added, and why it is moved.</summary>
    public Dictionary<string, MessageAttributeValue> ForMove(Message? message, SendHeaders? reason, string? reasonText)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        foreach (var (name, value) in message?.MessageAttributes ?? [])
        {
            if (!name.StartsWith("MT-", StringComparison.Ordinal))
                attributes[name] = value;
        }

        if (reason != null)
            _headers.CopyFrom(attributes, reason);
        if (reasonText != null)
            _headers.Set(attributes, MessageHeaders.Reason, reasonText);
        // The envelope repeats the headers that it was sent with: what others have put beside it, such as a tool that sent it back, is only here.
        if (attributes.Count > SqsLimits.MaxAttributes)
            Limit(attributes, Identifying, [MessageHeaders.Reason], OnlyHere(message), Explaining);
        return attributes;
    }

    static string[] OnlyHere(Message? message)
    {
        if (message is not { MessageAttributes: { } own, Body: { } body })
            return [];
        var names = own.Keys.Where(name => !name.StartsWith("MT-", StringComparison.Ordinal));
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.ValueKind == JsonValueKind.Object && envelope.RootElement.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object
                ? [.. names.Where(name => !headers.TryGetProperty(name, out _))]
                : [.. names];
        }
        catch (JsonException)
        {
            return [.. names]; // no envelope, so nothing is repeated
        }
    }

    /// <summary>What a moved message can do without, the longest first.</summary>
    public static readonly string[] Expendable =
    [
        MessageHeaders.FaultStackTrace, MessageHeaders.FaultMessage, MessageHeaders.FaultExceptionType, MessageHeaders.FaultTimestamp,
        MessageHeaders.FaultInputAddress, MessageHeaders.Reason
    ];

    static readonly string[] Identifying = [MessageHeaders.ContentType, MessageHeaders.CorrelationId];

    static readonly string[] Explaining =
    [
        MessageHeaders.FaultMessage, MessageHeaders.FaultInputAddress, MessageHeaders.FaultExceptionType, MessageHeaders.FaultTimestamp,
        MessageHeaders.FaultStackTrace, MessageHeaders.FaultRetryCount, MessageHeaders.FaultRedeliveryCount
    ];

    /// <summary>SQS takes ten: the rest travels in the envelope, where all of them are anyway.</summary>
    public static void Limit(Dictionary<string, MessageAttributeValue> attributes, params ReadOnlySpan<string[]> important)
    {
        if (attributes.Count <= SqsLimits.MaxAttributes)
            return;

        var keep = new List<string>(attributes.Count);
        foreach (var names in important)
            keep.AddRange(names.Where(attributes.ContainsKey));
        keep.AddRange(attributes.Keys.Except(keep).ToArray());
        foreach (var name in keep.Skip(SqsLimits.MaxAttributes))
            attributes.Remove(name);
    }

    sealed class Converter(AllowTransportHeader? allow) : IHeaderValueConverter<MessageAttributeValue>
    {
        public bool TryConvert(HeaderValue headerValue, out HeaderValue<MessageAttributeValue> result)
            => Convert(headerValue.IsStringValue(out var text), text, out result);

        public bool TryConvert<T>(HeaderValue<T> headerValue, out HeaderValue<MessageAttributeValue> result)
            => Convert(headerValue.IsStringValue(out var text), text, out result);

        bool Convert(bool isText, HeaderValue<string> text, out HeaderValue<MessageAttributeValue> result)
        {
            result = default;
            if (!isText || string.IsNullOrEmpty(text.Value) || !AttributeText.IsName(text.Key) || (allow != null && !allow(text)))
                return false;

            result = new HeaderValue<MessageAttributeValue>(text.Key,
                new MessageAttributeValue { DataType = "String", StringValue = AttributeText.Clean(text.Value) });
            return true;
        }
    }
}
