using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Message attributes as headers, and what SQS itself knows of a message.</summary>
sealed class SqsHeaderProvider(Message message, SqsMessageBody body) : IHeaderProvider
{
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        if (!message.MessageAttributes.ContainsKey(MessageHeaders.MessageId))
            yield return new KeyValuePair<string, object>(MessageHeaders.MessageId, message.MessageId);
        foreach (var (name, value) in message.MessageAttributes)
        {
            if (value.StringValue != null)
                yield return new KeyValuePair<string, object>(name, value.StringValue);
        }
    }

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        if (message.MessageAttributes.TryGetValue(key, out var attribute))
            value = attribute.StringValue;
        else if (key.Equals(MessageHeaders.MessageId, StringComparison.OrdinalIgnoreCase))
            value = message.MessageId;
        else if (key.Equals("TopicArn", StringComparison.OrdinalIgnoreCase))
            value = body.TopicArn;
        else if (key.Equals(MessageHeaders.TransportSentTime, StringComparison.OrdinalIgnoreCase))
            value = SentTime();
        else
            value = null;
        return value != null;
    }

    object? SentTime()
        => message.Attributes.TryGetValue(MessageSystemAttributeName.SentTimestamp, out var sent)
            && long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime
                : null;
}
