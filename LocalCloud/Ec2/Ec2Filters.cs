using System.Globalization;
using System.Text.RegularExpressions;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>The filters of the Describe actions: all of them must match, each by any of its values, with <c>*</c> and <c>?</c> as wildcards.</summary>
internal static class Ec2Filters
{
    public static IEnumerable<Instance> Apply(IEnumerable<Instance> instances, Ec2Parameters parameters) => Apply(instances, parameters, Reader);

    /// <param name="reader">Gives what a filter of a name looks at, or null for a name that does not exist.</param>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> items, Ec2Parameters parameters, Func<string, Func<T, IEnumerable<string>>?> reader)
    {
        foreach (var filter in parameters.Items("Filter").ToList())
        {
            var name = parameters.Require($"{filter}.Name");
            var read = reader(name) ?? throw new AwsError("InvalidParameterValue", $"The filter '{name}' is invalid");
            var patterns = parameters.List($"{filter}.Value").Select(Pattern).ToList();
            items = items.Where(item => read(item).Any(value => patterns.Any(pattern => pattern.IsMatch(value)))).ToList();
        }

        return items;
    }

    static Func<Instance, IEnumerable<string>>? Reader(string name) => name switch
    {
        "instance-id" => instance => [instance.Id],
        "instance-state-name" => instance => [instance.StateName],
        "instance-state-code" => instance => [((int)instance.State).ToString(CultureInfo.InvariantCulture)],
        "instance-type" => instance => [instance.Type],
        "image-id" => instance => [instance.ImageId],
        "client-token" => instance => [instance.ClientToken ?? ""],
        "availability-zone" => instance => [instance.Zone],
        "reservation-id" => instance => [instance.ReservationId],
        "private-ip-address" => instance => [instance.PrivateIp],
        "instance-lifecycle" => instance => instance.IsSpot ? ["spot"] : [],
        "tag-key" => instance => instance.Tags.Keys,
        _ when name.StartsWith("tag:", StringComparison.Ordinal) => instance => instance.Tags.TryGetValue(name[4..], out var value) ? [value] : [],
        _ => null,
    };

    static Regex Pattern(string value) =>
        new($"^{Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
