namespace FaceRec.LocalCloud.Ec2;

/// <summary>A launch template: numbered sets of the parameters of RunInstances, flat as the Query protocol has them.</summary>
internal sealed record LaunchTemplate(string Id, string Name, DateTimeOffset Created, string? ClientToken)
{
    public int DefaultVersion { get; set; } = 1;

    public List<LaunchTemplateVersion> Versions { get; init; } = [];

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    public LaunchTemplateVersion Latest => Versions[^1];

    /// <summary>A version by number, "$Latest" or "$Default".</summary>
    public LaunchTemplateVersion Version(string? text) =>
        Versions.Find(version => text switch
        {
            "$Latest" => version == Latest,
            null or "" or "$Default" => version.Number == DefaultVersion,
            _ => version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == text,
        })
        ?? throw new AwsError("InvalidLaunchTemplateId.VersionNotFound", $"Could not find the specified version {text} for the launch template with ID {Id}.");
}
