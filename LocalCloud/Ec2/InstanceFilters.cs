using System.Globalization;
using System.Text.RegularExpressions;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>The filters of DescribeInstances: all of them must match, each by any of its values, with <c>*</c> and <c>?</c> as wildcards.</summary>
internal static class InstanceFilters
{
    public static IEnumerable<Instance> Apply(IEnumerable<Instance> instances, Ec2Parameters parameters)
    {
        foreach (var filter in parameters.Items("Filter"))
        {
            var read = Reader(parameters.Require($"{filter}.Name"));
            var patterns = parameters.List($"{filter}.Value").Select(Pattern).ToList();
            instances = instances.Where(instance => read(instance).Any(value => patterns.Any(pattern => pattern.IsMatch(value))));
        }

        return instances;
    }

    static Func<Instance, IEnumerable<string>> Reader(string name) => name switch
    {
        "instance-id" => instance => [instance.Id],
        "instance-state-name" => instance => [instance.StateName],
        "instance-state-code" => instance => [((int)instance.State).ToString(CultureInfo.InvariantCulture)],
        "instance-type" => instance => [instance.Type],
        "image-id" => instance => [instance.ImageId],
        "client-token" => instance => [instance.ClientToken ?? ""],
        "availability-zone" => instance => [instance.Zone],
        "tag-key" => instance => instance.Tags.Keys,
        _ when name.StartsWith("tag:", StringComparison.Ordinal) => instance => instance.Tags.TryGetValue(name[4..], out var value) ? [value] : [],
        _ => throw new AwsError("InvalidParameterValue", $"The filter '{name}' is invalid"),
    };

    static Regex Pattern(string value) =>
        new($"^{Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
