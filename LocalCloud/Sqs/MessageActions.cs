using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The actions on messages.</summary>
internal sealed class MessageActions(QueueDirectory queues, TimeProvider clock)
{
    private const string TraceHeader = "AWSTraceHeader";

    public JsonObject? Send(SqsCall call) => Send(queues.Find(call), call.Parameters);

    public JsonObject? SendBatch(SqsCall call)
    {
        var queue = queues.Find(call);
        var size = SqsBatch.Read(call.Parameters).Sum(item => Read(item.Entry).Size);
        return size > SqsLimits.MessageBytes ? throw SqsErrors.BatchRequestTooLong(size) : SqsBatch.Run(call.Parameters, entry => Send(queue, entry));
    }

    public async Task<Receipt> ReceiveAsync(SqsCall call)
    {
        var queue = queues.Find(call);
        var attempt = call.Parameters.Text("ReceiveRequestAttemptId");
        if (attempt is not null && !queue.Attributes.IsFifo)
            throw SqsErrors.InvalidParameterValue("The request include parameter that is not valid for this queue type");
        var wait = call.Parameters.Number("WaitTimeSeconds", 0, SqsLimits.WaitSeconds);
        var request = new ReceiveRequest(
            call.Parameters.Number("MaxNumberOfMessages", 1, SqsLimits.BatchEntries) ?? 1,
            wait is { } seconds ? TimeSpan.FromSeconds(seconds) : queue.Attributes.ReceiveWait,
            Seconds(call.Parameters.Number("VisibilityTimeout", 0, SqsLimits.VisibilitySeconds)),
            attempt);
        var deadline = clock.GetUtcNow() + request.Wait;
        while (true)
        {
            var left = deadline - clock.GetUtcNow();
            var receipt = await queue.ReceiveAsync(request with { Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero }, call.Aborted);
            queues.Bury(queue, receipt.Dead);
            if (receipt.Received.Count > 0 || receipt.Dead.Count == 0)
                return receipt;
        }
    }

    /// <summary>The receiver went away: nobody has these messages.</summary>
    public void PutBack(SqsCall call, IReadOnlyList<ReceivedMessage> received) => queues.Find(call).PutBack(received);

    /// <summary>The received messages with what was asked for of their attributes.</summary>
    public static JsonObject Describe(SqsCall call, IReadOnlyList<ReceivedMessage> received)
    {
        if (received.Count == 0)
            return [];
        var system = call.Parameters.Texts("AttributeNames").Concat(call.Parameters.Texts("MessageSystemAttributeNames")).ToHashSet(StringComparer.Ordinal);
        var attributes = call.Parameters.Texts("MessageAttributeNames");
        return new JsonObject { ["Messages"] = new JsonArray([.. received.Select(message => (JsonNode)Describe(message, system, attributes))]) };
    }

    public JsonObject? Delete(SqsCall call)
    {
        queues.Find(call).Delete(call.Parameters.RequiredText("ReceiptHandle"));
        return null;
    }

    public JsonObject? DeleteBatch(SqsCall call)
    {
        var queue = queues.Find(call);
        return SqsBatch.Run(call.Parameters, entry =>
        {
            queue.Delete(entry.RequiredText("ReceiptHandle"));
            return [];
        });
    }

    public JsonObject? ChangeVisibility(SqsCall call)
    {
        ChangeVisibility(queues.Find(call), call.Parameters);
        return null;
    }

    public JsonObject? ChangeVisibilityBatch(SqsCall call)
    {
        var queue = queues.Find(call);
        return SqsBatch.Run(call.Parameters, entry =>
        {
            ChangeVisibility(queue, entry);
            return [];
        });
    }

    private static JsonObject Send(SqsQueue queue, SqsParameters parameters)
    {
        var message = Read(parameters);
        MessageRules.Check(message, queue.Attributes);
        var sent = queue.Send(message);
        var result = new JsonObject { ["MessageId"] = sent.Id, ["MD5OfMessageBody"] = Md5(message.Body) };
        if (MessageAttribute.Digest(message.Attributes) is { } digest)
            result["MD5OfMessageAttributes"] = digest;
        if (message.TraceHeader is { } trace)
            result["MD5OfMessageSystemAttributes"] = MessageAttribute.Digest([KeyValuePair.Create(TraceHeader, new MessageAttribute("String", trace, []))]);
        if (sent.SequenceNumber is { } sequence)
            result["SequenceNumber"] = sequence;
        return result;
    }

    private static NewMessage Read(SqsParameters parameters)
    {
        var system = parameters.MessageAttributes("MessageSystemAttributes");
        if (system.Keys.FirstOrDefault(key => key != TraceHeader) is { } unknown)
            throw SqsErrors.InvalidParameterValue($"Message system attribute name '{unknown}' is invalid.");
        return new NewMessage(
            parameters.RequiredText("MessageBody"),
            parameters.MessageAttributes("MessageAttributes"),
            system.GetValueOrDefault(TraceHeader)?.Text,
            Seconds(parameters.Number("DelaySeconds", 0, SqsLimits.DelaySeconds)),
            parameters.Text("MessageGroupId"),
            parameters.Text("MessageDeduplicationId"));
    }

    private static void ChangeVisibility(SqsQueue queue, SqsParameters parameters) => queue.ChangeVisibility(
        parameters.RequiredText("ReceiptHandle"),
        TimeSpan.FromSeconds(parameters.RequiredNumber("VisibilityTimeout", 0, SqsLimits.VisibilitySeconds)));

    private static JsonObject Describe(ReceivedMessage received, HashSet<string> system, IReadOnlyList<string> wanted)
    {
        var message = received.Message;
        var result = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = received.Handle.ToString(),
            ["MD5OfBody"] = Md5(message.Body),
            ["Body"] = message.Body,
        };
        var shown = SystemAttributes(received).Where(pair => pair.Value is not null && (system.Contains("All") || system.Contains(pair.Name)))
            .Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)pair.Value)).ToList();
        if (shown.Count > 0)
            result["Attributes"] = new JsonObject(shown);
        var attributes = message.Attributes.Where(pair => wanted.Any(pattern => Matches(pattern, pair.Key))).ToList();
        if (attributes.Count > 0)
        {
            result["MessageAttributes"] = new JsonObject(attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Describe(pair.Value))));
            result["MD5OfMessageAttributes"] = MessageAttribute.Digest(attributes);
        }

        return result;
    }

    private static IEnumerable<(string Name, string? Value)> SystemAttributes(ReceivedMessage received)
    {
        var message = received.Message;
        yield return ("SenderId", LocalAccount.Id);
        yield return ("SentTimestamp", Milliseconds(message.Sent));
        yield return ("ApproximateReceiveCount", received.Handle.ReceiveCount.ToString());
        yield return ("ApproximateFirstReceiveTimestamp", Milliseconds(received.FirstReceived));
        yield return ("AWSTraceHeader", message.TraceHeader);
        yield return ("DeadLetterQueueSourceArn", message.SourceArn);
        yield return ("MessageGroupId", message.GroupId);
        yield return ("MessageDeduplicationId", message.DeduplicationId);
        yield return ("SequenceNumber", message.DeduplicationId is null ? null : message.SequenceNumber);
    }

    private static JsonObject Describe(MessageAttribute attribute) => attribute.IsBinary
        ? new JsonObject { ["DataType"] = attribute.DataType, ["BinaryValue"] = Convert.ToBase64String(attribute.Binary.AsSpan()) }
        : new JsonObject { ["DataType"] = attribute.DataType, ["StringValue"] = attribute.Text };

    /// <summary>"All", ".*", a name, or a prefix followed by ".*".</summary>
    private static bool Matches(string pattern, string name) =>
        pattern is "All" or ".*" || pattern == name
        || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString();

    // MD5 is what the protocol asks for, to find damage rather than tampering.
    private static string Md5(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
}
