using System.Globalization;
using System.Text.Json.Nodes;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The actions on queues themselves.</summary>
internal sealed class QueueActions(QueueDirectory queues, StaleCounts staleCounts)
{
    public JsonObject? Create(SqsCall call)
    {
        var tags = call.Parameters.Map("tags");
        var queue = queues.Create(
            call.Parameters.RequiredText("QueueName"), call.Parameters.Map("Attributes"), tags.Count > 0 ? tags : call.Parameters.Map("Tags"));
        return UrlOf(queue, call);
    }

    public JsonObject? GetUrl(SqsCall call) =>
        UrlOf(queues.Find(call.Parameters.RequiredText("QueueName")) ?? throw SqsErrors.QueueDoesNotExist(), call);

    public JsonObject? List(SqsCall call)
    {
        var max = call.Parameters.Number("MaxResults", 1, 1000);
        var after = call.Parameters.Text("NextToken") ?? "";
        var prefix = call.Parameters.Text("QueueNamePrefix") ?? "";
        var found = queues.List()
            .Where(queue => queue.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(queue.Name, after) > 0)
            .Take((max ?? 1000) + 1).ToList();
        return Page(found, max, call, "QueueUrls");
    }

    public JsonObject? ListDeadLetterSources(SqsCall call)
    {
        var max = call.Parameters.Number("MaxResults", 1, 1000);
        var after = call.Parameters.Text("NextToken") ?? "";
        var found = queues.SourcesOf(Find(call)).Where(queue => string.CompareOrdinal(queue.Name, after) > 0).ToList();
        return Page(found, max, call, "queueUrls");
    }

    public JsonObject? Delete(SqsCall call)
    {
        queues.Delete(Find(call).Name);
        return null;
    }

    public JsonObject? GetAttributes(SqsCall call)
    {
        var queue = Find(call);
        var names = call.Parameters.Texts("AttributeNames");
        foreach (var name in names)
            QueueAttributes.CheckReadable(name);
        var counts = staleCounts.Show(queue.Name, queue.Count());
        var record = queue.Record;
        var all = new SortedDictionary<string, string>(record.Attributes.ToDictionary(), StringComparer.Ordinal)
        {
            ["QueueArn"] = queue.Arn,
            ["ApproximateNumberOfMessages"] = Text(counts.Visible),
            ["ApproximateNumberOfMessagesNotVisible"] = Text(counts.InFlight),
            ["ApproximateNumberOfMessagesDelayed"] = Text(counts.Delayed),
            ["CreatedTimestamp"] = Text(record.Created.ToUnixTimeSeconds()),
            ["LastModifiedTimestamp"] = Text(record.Modified.ToUnixTimeSeconds()),
        };
        var shown = names.Contains("All") ? all : all.Where(pair => names.Contains(pair.Key));
        var attributes = new JsonObject(shown.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return attributes.Count == 0 ? [] : new JsonObject { ["Attributes"] = attributes };
    }

    public JsonObject? SetAttributes(SqsCall call)
    {
        queues.Configure(Find(call), call.Parameters.Map("Attributes"));
        return null;
    }

    public JsonObject? Tag(SqsCall call)
    {
        Find(call).Tag(call.Parameters.Map("Tags"), []);
        return null;
    }

    public JsonObject? Untag(SqsCall call)
    {
        Find(call).Tag(new Dictionary<string, string>(), call.Parameters.Texts("TagKeys"));
        return null;
    }

    public JsonObject? ListTags(SqsCall call) => new()
    {
        ["Tags"] = new JsonObject(Find(call).Record.Tags.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };

    public JsonObject? Purge(SqsCall call)
    {
        Find(call).Purge();
        return null;
    }

    private SqsQueue Find(SqsCall call) => queues.Find(call);

    private static JsonObject Page(List<SqsQueue> found, int? max, SqsCall call, string member)
    {
        var page = found.Take(max ?? 1000).ToList();
        var result = new JsonObject { [member] = new JsonArray([.. page.Select(queue => (JsonNode)SqsNames.Url(call.Endpoint, queue.Name))]) };
        if (max is not null && found.Count > page.Count)
            result["NextToken"] = page[^1].Name;
        return result;
    }

    private static JsonObject UrlOf(SqsQueue queue, SqsCall call) => new() { ["QueueUrl"] = SqsNames.Url(call.Endpoint, queue.Name) };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
