using System.Collections.Immutable;
using System.Text.Json;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The members of a request or of one batch entry, read with the checks that AWS makes.</summary>
internal readonly struct SqsParameters(JsonElement json)
{
    public string? Text(string name) => Read(name, JsonValueKind.String) is { } value ? value.GetString() : null;

    public string RequiredText(string name) => Text(name) ?? throw SqsErrors.MissingParameter(name);

    public int? Number(string name, int min, int max)
    {
        if (Read(name, JsonValueKind.Number) is not { } value)
            return null;
        if (!value.TryGetInt64(out var number))
            throw SqsErrors.Malformed($"{name} is not a whole number.");
        return number >= min && number <= max ? (int)number : throw SqsErrors.OutOfRange(name, number, min, max);
    }

    public int RequiredNumber(string name, int min, int max) => Number(name, min, max) ?? throw SqsErrors.MissingParameter(name);

    public IReadOnlyList<string> Texts(string name)
    {
        if (Read(name, JsonValueKind.Array) is not { } array)
            return [];
        return [.. array.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String ? item.GetString()! : throw SqsErrors.Malformed($"{name} holds something that is not a string."))];
    }

    public IReadOnlyDictionary<string, string> Map(string name)
    {
        if (Read(name, JsonValueKind.Object) is not { } map)
            return ImmutableDictionary<string, string>.Empty;
        return map.EnumerateObject().DistinctBy(member => member.Name).ToDictionary(
            member => member.Name,
            member => member.Value.ValueKind == JsonValueKind.String
                ? member.Value.GetString()!
                : throw SqsErrors.Malformed($"{name} holds something that is not a string."));
    }

    public IReadOnlyList<SqsParameters> Entries(string name)
    {
        if (Read(name, JsonValueKind.Array) is not { } array)
            return [];
        return [.. array.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Object ? new SqsParameters(item) : throw SqsErrors.Malformed($"{name} holds something that is not a structure."))];
    }

    public ImmutableSortedDictionary<string, MessageAttribute> MessageAttributes(string name)
    {
        if (Read(name, JsonValueKind.Object) is not { } map)
            return MessageAttribute.None;
        var attributes = MessageAttribute.None.ToBuilder();
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Object)
                throw SqsErrors.Malformed($"{name} holds something that is not a structure.");
            var attribute = new SqsParameters(member.Value);
            attributes[member.Name] = new MessageAttribute(
                attribute.Text("DataType") ?? throw SqsErrors.InvalidParameterValue($"The message attribute '{member.Name}' must contain a non-empty message attribute type."),
                attribute.Text("StringValue"),
                attribute.Binary("BinaryValue"));
        }

        return attributes.ToImmutable();
    }

    private ImmutableArray<byte> Binary(string name)
    {
        if (Read(name, JsonValueKind.String) is not { } value)
            return [];
        return value.TryGetBytesFromBase64(out var bytes) ? [.. bytes] : throw SqsErrors.Malformed($"{name} is not base64.");
    }

    private JsonElement? Read(string name, JsonValueKind kind)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw SqsErrors.Malformed($"{name} has the wrong type.");
    }
}
