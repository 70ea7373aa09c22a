using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>Understands a message of an error queue, written by SqsTransport or by the official transport, which says less.</summary>
internal static class FailedMessageReader
{
    // What SQS itself moved: no worker lived to say why.
    const string Redriven = "redrive";

    static readonly string[] PictureMembers = ["pictureKey", "otherPictureKey"];

    public static FailedMessage Read(ErrorQueue queue, Message message)
    {
        var attributes = message.MessageAttributes ?? [];
        var system = message.Attributes ?? [];
        var envelope = Envelope(message.Body);
        var types = Texts(envelope, "messageType");
        var read = new FailedMessage
        {
            Queue = queue,
            Id = message.MessageId,
            Body = message.Body,
            Attributes = attributes,
            SystemAttributes = system,
            MessageId = Text(envelope, "messageId") ?? Attribute("MessageId"),
            RequestId = Text(envelope, "requestId") ?? Attribute("RequestId"),
            CorrelationId = Text(envelope, "correlationId") ?? Attribute("CorrelationId"),
            ConversationId = Text(envelope, "conversationId") ?? Attribute("ConversationId"),
            TraceId = TraceId(Header("MT-Activity-Id") ?? Header("traceparent")),
            MessageTypes = types,
            MessageType = types.Length == 0 ? null : types[0][(types[0].LastIndexOf(':') + 1)..],
            InputQueue = QueueOf(Attribute("MT-Fault-InputAddress")) ?? QueueOfArn(system.GetValueOrDefault("DeadLetterQueueSourceArn")) ?? queue.Source,
            Reason = Attribute("MT-Reason") ?? (system.ContainsKey("DeadLetterQueueSourceArn") ? Redriven : null),
            ExceptionType = Attribute("MT-Fault-ExceptionType"),
            ExceptionMessage = Attribute("MT-Fault-Message"),
            StackTrace = Attribute("MT-Fault-StackTrace"),
            FailedAt = Time(Attribute("MT-Fault-Timestamp")) ?? Sent(system),
            Retries = Number(Attribute("MT-Fault-RedeliveryCount")) ?? Number(Attribute("MT-Fault-RetryCount")),
            PictureKeys = [.. PictureMembers.Select(member => Text(envelope, "message", member)).OfType<string>()],
            Content = Member(envelope, "message"),
            EnvelopeHeaders = Member(envelope, "headers") is { ValueKind: JsonValueKind.Object } headers ? [.. headers.EnumerateObject().Select(header => header.Name)] : [],
            Redelivery = RedeliveryMark.Parse(Attribute(RedeliveryMark.AttributeName)),
            Group = new GroupKey(queue.Name, "", ""),
        };
        return read with { Group = Group(read) };

        string? Attribute(string name) => attributes.TryGetValue(name, out var value) ? value.StringValue : null;

        string? Header(string name) => Text(envelope, "headers", name) ?? Attribute(name);
    }

    /// <summary>The queue that an address names: amazonsqs://region[/scope]/name?options.</summary>
    public static string? QueueOf(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Segments is [.., { Length: > 1 } last] ? Uri.UnescapeDataString(last.TrimEnd('/')) : null;

    /// <summary>The queue that an ARN names: arn:aws:sqs:region:account:name.</summary>
    public static string? QueueOfArn(string? arn) => arn is { Length: > 0 } ? arn[(arn.LastIndexOf(':') + 1)..] : null;

    static GroupKey Group(FailedMessage message)
    {
        var failure = message.ExceptionType ?? message.Reason switch
        {
            "dead-letter" => "Nobody consumes it",
            Redriven => "Received too often",
            _ => "Exception not recorded",
        };
        var site = CallSite.FirstFrame(message.StackTrace)
            ?? (message.ExceptionMessage is { } text ? CallSite.Generalise(text) : message.MessageType ?? "");
        return new GroupKey(message.Queue.Name, failure, site);
    }

    // A body that nobody can read is a reason to be in an error queue.
    static JsonElement? Envelope(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static JsonElement? Member(JsonElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element is not { ValueKind: JsonValueKind.Object } parent || !parent.TryGetProperty(name, out var child))
                return null;
            element = child;
        }

        return element;
    }

    static string? Text(JsonElement? element, params ReadOnlySpan<string> path)
        => Member(element, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string[] Texts(JsonElement? element, string name)
        => Member(element, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    // W3C's traceparent: version, trace id, span id, flags.
    static string? TraceId(string? parent) => parent?.Split('-') is [_, { Length: 32 } id, ..] ? id : null;

    static DateTimeOffset? Time(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    static DateTimeOffset Sent(Dictionary<string, string> system)
        => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(system[MessageSystemAttributeName.SentTimestamp], CultureInfo.InvariantCulture));
}
