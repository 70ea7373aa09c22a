using System.Text.Json;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>The launch templates of the account, kept in a file where things are kept.</summary>
internal sealed class LaunchTemplates
{
    const string DataPrefix = "LaunchTemplateData.";

    // What instances here have, and what makes no difference to a process. Anything else is refused: a template that forgets is worse than none.
    static readonly HashSet<string> Known =
    [
        "ImageId", "InstanceType", "UserData", "TagSpecification", "InstanceMarketOptions", "InstanceInitiatedShutdownBehavior", "Placement", "MetadataOptions",
        "IamInstanceProfile", "SecurityGroupId", "SecurityGroup", "KeyName", "EbsOptimized", "Monitoring",
    ];

    readonly Lock _lock = new();
    readonly TimeProvider _clock;
    readonly string? _path;
    readonly List<LaunchTemplate> _templates;

    /// <param name="folder">Where they are kept; null keeps nothing.</param>
    public LaunchTemplates(TimeProvider clock, string? folder)
    {
        _clock = clock;
        _path = folder is null ? null : Path.Combine(folder, "launch-templates.json");
        _templates = File.Exists(_path) ? JsonSerializer.Deserialize<List<LaunchTemplate>>(File.ReadAllBytes(_path)) ?? [] : [];
    }

    public T Read<T>(Func<IReadOnlyList<LaunchTemplate>, T> read)
    {
        lock (_lock)
            return read(_templates);
    }

    public LaunchTemplate Create(Ec2Parameters parameters)
    {
        var name = parameters.Require("LaunchTemplateName");
        if (name.Length is < 3 or > 128 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "().-/_".Contains(c, StringComparison.Ordinal)))
            throw new AwsError("InvalidLaunchTemplateName.MalformedException", $"The launch template name {name} is not valid: 3 to 128 letters, digits and ().-/_");
        var data = ReadData(parameters);
        lock (_lock)
        {
            var token = parameters["ClientToken"];
            if (_templates.Find(template => template.Name == name) is { } existing)
            {
                return token is not null && existing.ClientToken == token
                    ? existing
                    : throw new AwsError("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
            }

            var created = new LaunchTemplate(InstanceLaunch.NewId("lt-"), name, _clock.GetUtcNow(), token)
            {
                Versions = [new LaunchTemplateVersion(1, _clock.GetUtcNow(), parameters["VersionDescription"], data)],
            };
            foreach (var specification in parameters.Items("TagSpecification"))
            {
                foreach (var (key, value) in parameters.Tags($"{specification}.Tag"))
                    created.Tags[key] = value ?? "";
            }

            _templates.Add(created);
            Save();
            return created;
        }
    }

    public (LaunchTemplate Template, LaunchTemplateVersion Version) AddVersion(Ec2Parameters parameters)
    {
        var data = ReadData(parameters);
        lock (_lock)
        {
            var template = Find(parameters);
            if (parameters["SourceVersion"] is { } source)
                data = Merge(template.Version(source).Data, data);
            var version = new LaunchTemplateVersion(template.Latest.Number + 1, _clock.GetUtcNow(), parameters["VersionDescription"], data);
            template.Versions.Add(version);
            Save();
            return (template, version);
        }
    }

    public LaunchTemplate SetDefault(Ec2Parameters parameters)
    {
        lock (_lock)
        {
            var template = Find(parameters);
            template.DefaultVersion = template.Version(parameters.Require("SetDefaultVersion")).Number;
            Save();
            return template;
        }
    }

    public LaunchTemplate Delete(Ec2Parameters parameters)
    {
        lock (_lock)
        {
            var template = Find(parameters);
            _templates.Remove(template);
            Save();
            return template;
        }
    }

    /// <summary>The parameters of a launch with those of its template beneath them.</summary>
    public (Ec2Parameters Parameters, LaunchTemplateUse? Use) Resolve(Ec2Parameters request)
    {
        if (request["LaunchTemplate.LaunchTemplateId"] is null && request["LaunchTemplate.LaunchTemplateName"] is null)
            return (request, null);
        lock (_lock)
        {
            var template = Find(request.Under("LaunchTemplate."));
            var version = template.Version(request["LaunchTemplate.Version"]);
            return (new Ec2Parameters(Merge(version.Data, request.All)), new LaunchTemplateUse(template.Id, template.Name, version.Number));
        }
    }

    /// <summary>
    /// What the request says replaces what the template says of the same thing, lists as a whole. Tags are added to each other,
    /// and of the same tag the request's counts: it is read last.
    /// </summary>
    public static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> template, IReadOnlyDictionary<string, string> request)
    {
        var said = request.Keys.Select(Root).Where(root => root != "TagSpecification").ToHashSet(StringComparer.Ordinal);
        var merged = template.Where(pair => !said.Contains(Root(pair.Key))).ToDictionary(StringComparer.Ordinal);
        var specifications = new Ec2Parameters(template).Items("TagSpecification").Count();
        foreach (var (name, value) in request)
        {
            var parts = name.Split('.', 3);
            var moved = parts[0] == "TagSpecification" && parts.Length == 3 && int.TryParse(parts[1], out var number)
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"TagSpecification.{number + specifications}.{parts[2]}")
                : name;
            merged[moved] = value;
        }

        return merged;
    }

    /// <summary>The template that a request names by id or name.</summary>
    public LaunchTemplate Find(Ec2Parameters parameters)
    {
        if (parameters["LaunchTemplateId"] is { } id)
        {
            return _templates.Find(template => template.Id == id)
                ?? throw new AwsError("InvalidLaunchTemplateId.NotFound", $"The specified launch template, with template ID {id}, does not exist.");
        }

        var name = parameters["LaunchTemplateName"] ?? throw new AwsError("MissingParameter", "Either launch template ID or launch template name must be specified.");
        return _templates.Find(template => template.Name == name)
            ?? throw new AwsError("InvalidLaunchTemplateName.NotFoundException", "At least one of the launch templates specified in the request does not exist.");
    }

    static string Root(string name) => name.Split('.', 2)[0];

    static IReadOnlyDictionary<string, string> ReadData(Ec2Parameters parameters)
    {
        var data = parameters.Under(DataPrefix).All;
        if (data.Count == 0)
            throw new AwsError("MissingParameter", "The request must contain the parameter LaunchTemplateData");
        return data.Keys.Select(Root).FirstOrDefault(root => !Known.Contains(root)) is { } unknown
            ? throw new AwsError("UnsupportedOperation", $"LocalCloud does not emulate {DataPrefix}{unknown}.")
            : data;
    }

    void Save()
    {
        if (_path is null)
            return;
        File.WriteAllBytes(_path + ".new", JsonSerializer.SerializeToUtf8Bytes(_templates));
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
