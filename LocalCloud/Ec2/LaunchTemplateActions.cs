using System.Xml.Linq;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>The actions on launch templates.</summary>
internal sealed class LaunchTemplateActions(LaunchTemplates templates)
{
    // The members of a version's data that are plain values: as the request names them, and as XML does.
    static readonly (string Parameter, string Element)[] Plain =
    [
        ("ImageId", "imageId"), ("InstanceType", "instanceType"), ("UserData", "userData"), ("KeyName", "keyName"), ("EbsOptimized", "ebsOptimized"),
        ("InstanceInitiatedShutdownBehavior", "instanceInitiatedShutdownBehavior"),
    ];

    public object[] Create(Ec2Parameters parameters) => [Template("launchTemplate", templates.Create(parameters))];

    public object[] AddVersion(Ec2Parameters parameters)
    {
        var (template, version) = templates.AddVersion(parameters);
        return [Version("launchTemplateVersion", template, version)];
    }

    public object[] Modify(Ec2Parameters parameters) => [Template("launchTemplate", templates.SetDefault(parameters))];

    public object[] Delete(Ec2Parameters parameters) => [Template("launchTemplate", templates.Delete(parameters))];

    public object[] Describe(Ec2Parameters parameters) => templates.Read<object[]>(all =>
    {
        var ids = parameters.List("LaunchTemplateId");
        var names = parameters.List("LaunchTemplateName");
        if (ids.FirstOrDefault(id => all.All(template => template.Id != id)) is { } missing)
            throw new AwsError("InvalidLaunchTemplateId.NotFound", $"The specified launch template, with template ID {missing}, does not exist.");
        if (names.FirstOrDefault(name => all.All(template => template.Name != name)) is not null)
            throw new AwsError("InvalidLaunchTemplateName.NotFoundException", "At least one of the launch templates specified in the request does not exist.");
        var chosen = all.Where(template => (ids.Count == 0 && names.Count == 0) || ids.Contains(template.Id) || names.Contains(template.Name));
        return [new XElement("launchTemplates", Ec2Filters.Apply(chosen, parameters, Reader).Select(template => Template("item", template)))];
    });

    public object[] DescribeVersions(Ec2Parameters parameters) => templates.Read<object[]>(_ =>
    {
        var template = templates.Find(parameters);
        var wanted = parameters.List("LaunchTemplateVersion");
        var versions = wanted.Count > 0 ? wanted.Select(template.Version).Distinct() : template.Versions.AsEnumerable().Reverse();
        return [new XElement("launchTemplateVersionSet", versions.Select(version => Version("item", template, version)))];
    });

    static Func<LaunchTemplate, IEnumerable<string>>? Reader(string filter) => filter switch
    {
        "launch-template-name" => template => [template.Name],
        "tag-key" => template => template.Tags.Keys,
        _ when filter.StartsWith("tag:", StringComparison.Ordinal) => template => template.Tags.TryGetValue(filter[4..], out var value) ? [value] : [],
        _ => null,
    };

    static XElement Template(string name, LaunchTemplate template) => new(name,
        new XElement("launchTemplateId", template.Id),
        new XElement("launchTemplateName", template.Name),
        new XElement("createTime", InstanceXml.Time(template.Created)),
        new XElement("createdBy", $"arn:aws:iam::{LocalAccount.Id}:root"),
        new XElement("defaultVersionNumber", template.DefaultVersion),
        new XElement("latestVersionNumber", template.Latest.Number),
        InstanceXml.Tags(template.Tags));

    static XElement Version(string name, LaunchTemplate template, LaunchTemplateVersion version) => new(name,
        new XElement("launchTemplateId", template.Id),
        new XElement("launchTemplateName", template.Name),
        new XElement("versionNumber", version.Number),
        new XElement("versionDescription", version.Description),
        new XElement("createTime", InstanceXml.Time(version.Created)),
        new XElement("createdBy", $"arn:aws:iam::{LocalAccount.Id}:root"),
        new XElement("defaultVersion", version.Number == template.DefaultVersion),
        new XElement("launchTemplateData", Data(new Ec2Parameters(version.Data))));

    static IEnumerable<XElement> Data(Ec2Parameters data)
    {
        foreach (var (parameter, element) in Plain.Where(pair => data[pair.Parameter] is not null))
            yield return new XElement(element, data[parameter]);
        if (data["IamInstanceProfile.Name"] is not null || data["IamInstanceProfile.Arn"] is not null)
            yield return Structure("iamInstanceProfile", ("name", data["IamInstanceProfile.Name"]), ("arn", data["IamInstanceProfile.Arn"]));
        if (data["InstanceMarketOptions.MarketType"] is { } market)
            yield return Structure("instanceMarketOptions", ("marketType", market));
        if (data["Placement.AvailabilityZone"] is { } zone)
            yield return Structure("placement", ("availabilityZone", zone));
        if (data["Monitoring.Enabled"] is { } monitored)
            yield return Structure("monitoring", ("enabled", monitored));
        if (data["MetadataOptions.HttpTokens"] is { } tokens)
            yield return Structure("metadataOptions", ("httpTokens", tokens));
        if (data.List("SecurityGroupId") is { Count: > 0 } groups)
            yield return new XElement("securityGroupIdSet", groups.Select(group => new XElement("item", group)));
        if (data.List("SecurityGroup") is { Count: > 0 } names)
            yield return new XElement("securityGroupSet", names.Select(group => new XElement("item", group)));
        var specifications = data.Items("TagSpecification").ToList();
        if (specifications.Count > 0)
        {
            yield return new XElement("tagSpecificationSet", specifications.Select(item => new XElement("item",
                new XElement("resourceType", data[$"{item}.ResourceType"]),
                InstanceXml.Tags(data.Tags($"{item}.Tag").Select(tag => KeyValuePair.Create(tag.Key, tag.Value ?? ""))))));
        }
    }

    static XElement Structure(string name, params IEnumerable<(string Name, string? Value)> members) =>
        new(name, members.Where(member => member.Value is not null).Select(member => new XElement(member.Name, member.Value)));
}
