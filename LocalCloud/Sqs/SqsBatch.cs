using System.Text.Json.Nodes;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The batch actions: a batch is refused whole for its form, its entries one by one for their contents.</summary>
internal static class SqsBatch
{
    public static IReadOnlyList<(string Id, SqsParameters Entry)> Read(SqsParameters request)
    {
        var entries = request.Entries("Entries");
        if (entries.Count == 0)
            throw SqsErrors.EmptyBatchRequest();
        if (entries.Count > SqsLimits.BatchEntries)
            throw SqsErrors.TooManyEntries(entries.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry =>
        {
            var id = entry.RequiredText("Id");
            if (id.Length is 0 or > 80 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw SqsErrors.InvalidBatchEntryId();
            return seen.Add(id) ? (id, entry) : throw SqsErrors.BatchEntryIdsNotDistinct(id);
        })];
    }

    /// <param name="act">Does one entry and returns what is told about it.</param>
    public static JsonObject Run(SqsParameters request, Func<SqsParameters, JsonObject> act)
    {
        JsonArray successful = [];
        JsonArray failed = [];
        foreach (var (id, entry) in Read(request))
        {
            try
            {
                var result = act(entry);
                result["Id"] = id;
                successful.Add((JsonNode)result);
            }
            catch (AwsError error)
            {
                failed.Add((JsonNode)new JsonObject
                {
                    ["Id"] = id,
                    ["Code"] = error.QueryCode,
                    ["Message"] = error.Message,
                    ["SenderFault"] = error.Status < 500,
                });
            }
        }

        return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
    }
}
