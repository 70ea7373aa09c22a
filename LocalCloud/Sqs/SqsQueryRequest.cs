using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaceRec.LocalCloud.Ec2;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Turns a form of the Query protocol, which SDKs before 2023 speak, into the request that the JSON protocol would have had.</summary>
internal static class SqsQueryRequest
{
    private static readonly ImmutableHashSet<string> Numbers =
        ["DelaySeconds", "MaxNumberOfMessages", "MaxNumberOfMessagesPerSecond", "MaxResults", "VisibilityTimeout", "WaitTimeSeconds"];

    private static readonly ImmutableDictionary<string, string> Lists = new Dictionary<string, string>
    {
        ["AttributeName"] = "AttributeNames",
        ["MessageSystemAttributeName"] = "MessageSystemAttributeNames",
        ["MessageAttributeName"] = "MessageAttributeNames",
        ["TagKey"] = "TagKeys",
    }.ToImmutableDictionary();

    /// <param name="path">The path that was posted to; older clients post to the queue and name it nowhere else.</param>
    public static JsonElement Read(IReadOnlyDictionary<string, string> form, string path)
    {
        var request = ReadStructure(form);
        if (path.Length > 1)
            request.TryAdd("QueueUrl", path);
        var entries = new Ec2Parameters(form).Items(form.GetValueOrDefault("Action") + "RequestEntry")
            .Select(item => (JsonNode)ReadStructure(new Ec2Parameters(form).Under(item + ".").All)).ToArray();
        if (entries.Length > 0)
            request["Entries"] = new JsonArray(entries);
        return JsonSerializer.SerializeToElement(request);
    }

    private static JsonObject ReadStructure(IReadOnlyDictionary<string, string> form)
    {
        var parameters = new Ec2Parameters(form);
        var structure = new JsonObject();
        foreach (var (name, value) in form)
        {
            if (!name.Contains('.', StringComparison.Ordinal) && !Lists.ContainsKey(name))
                structure[name] = Numbers.Contains(name) ? Number(name, value) : value;
        }

        foreach (var (member, list) in Lists)
        {
            // A list of one may come without its number.
            List<string> values = [.. parameters.List(member), .. parameters[member] is { } single ? [single] : (string[])[]];
            if (values.Count > 0)
                structure[list] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        AddMap(structure, "Attributes", parameters, "Attribute", "Name");
        AddMap(structure, "Tags", parameters, "Tag", "Key");
        AddAttributes(structure, "MessageAttributes", parameters, "MessageAttribute");
        AddAttributes(structure, "MessageSystemAttributes", parameters, "MessageSystemAttribute");
        return structure;
    }

    private static void AddMap(JsonObject structure, string name, Ec2Parameters parameters, string prefix, string key)
    {
        var map = new JsonObject();
        foreach (var item in parameters.Items(prefix))
            map[Require(parameters, $"{item}.{key}")] = parameters[$"{item}.Value"] ?? "";
        if (map.Count > 0)
            structure[name] = map;
    }

    private static void AddAttributes(JsonObject structure, string name, Ec2Parameters parameters, string prefix)
    {
        var map = new JsonObject();
        foreach (var item in parameters.Items(prefix))
        {
            var attribute = new JsonObject();
            foreach (var (member, value) in parameters.Under($"{item}.Value.").All)
                attribute[member] = value;
            map[Require(parameters, $"{item}.Name")] = attribute;
        }

        if (map.Count > 0)
            structure[name] = map;
    }

    private static string Require(Ec2Parameters parameters, string name) => parameters[name] ?? throw SqsErrors.MissingParameter(name);

    private static JsonValue Number(string name, string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? JsonValue.Create(number)
        : throw SqsErrors.InvalidParameterValue($"Value {value} for parameter {name} is invalid. Reason: Must be a number.");
}
