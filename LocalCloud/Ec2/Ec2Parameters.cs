using System.Globalization;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>The parameters of a Query request, where lists are numbered from 1: <c>Filter.1.Value.2</c>.</summary>
internal sealed class Ec2Parameters(IReadOnlyDictionary<string, string> values)
{
    public IReadOnlyDictionary<string, string> All => values;

    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>The parameters whose names begin so, without that beginning.</summary>
    public Ec2Parameters Under(string prefix) => new(values
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal));

    public string Require(string name) =>
        values.GetValueOrDefault(name) ?? throw new AwsError("MissingParameter", $"The request must contain the parameter {name}");

    public int RequireInt(string name) =>
        int.TryParse(Require(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new AwsError("InvalidParameterValue", $"Value ({values[name]}) for parameter {name} is invalid. It must be a number.");

    public bool IsTrue(string name) => string.Equals(this[name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The plain values of a list.</summary>
    public IReadOnlyList<string> List(string prefix)
    {
        var list = new List<string>();
        for (var i = 1; values.TryGetValue(Numbered(prefix, i), out var value); i++)
            list.Add(value);
        return list;
    }

    /// <summary>The prefixes of a list's structured items.</summary>
    public IEnumerable<string> Items(string prefix)
    {
        for (var i = 1; values.Keys.Any(key => key.StartsWith(Numbered(prefix, i) + ".", StringComparison.Ordinal)); i++)
            yield return Numbered(prefix, i);
    }

    public IEnumerable<(string Key, string? Value)> Tags(string prefix) => Items(prefix).Select(item => (Require($"{item}.Key"), this[$"{item}.Value"]));

    /// <summary>Everything that must be the same when a client token is used again.</summary>
    public string Fingerprint() => string.Join('&', values
        .Where(pair => pair.Key is not ("ClientToken" or "Version" or "Action"))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    static string Numbered(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{number}");
}
