using System.Text.Json;

namespace MassTransit.AmazonSqsTransport;

/// <summary>The body as it came: an envelope, or an SNS notification around one where the subscription is not for raw messages.</summary>
sealed class SqsMessageBody(string text) : StringMessageBody(text), JsonMessageBody
{
    readonly string _text = text;

    public string? TopicArn { get; private set; }

    public JsonElement? GetJsonElement(JsonSerializerOptions options)
    {
        var element = JsonSerializer.Deserialize<JsonElement>(_text, options);
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("TopicArn", out var topic) || !element.TryGetProperty("Message", out var message))
            return element;

        TopicArn = topic.GetString();
        return JsonSerializer.Deserialize<JsonElement>(message.GetString() ?? "", options);
    }
}
