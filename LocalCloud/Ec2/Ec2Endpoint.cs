using System.Globalization;
using System.Xml.Linq;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>EC2 in its Query protocol, as far as a fleet of workers needs it. What is not built is refused by name.</summary>
internal sealed class Ec2Endpoint(InstanceFleet fleet, LaunchTemplates templates)
{
    // EC2's bounds of a page.
    const int MinPage = 5, MaxPage = 1000;

    static readonly XNamespace Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

    readonly LaunchTemplateActions _templateActions = new(templates);

    /// <summary>The version by which EC2's requests are told from those of other Query services.</summary>
    public const string Version = "2016-11-15";

    public async Task HandleAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        try
        {
            var parameters = new Ec2Parameters(form);
            var action = parameters.Require("Action");
            var body = new XElement(XmlReply.NameOf(action, "Response"), new XElement("requestId", Guid.NewGuid()), Run(action, parameters));
            foreach (var element in body.DescendantsAndSelf())
                element.Name = Namespace + element.Name.LocalName;
            await XmlReply.WriteAsync(context, StatusCodes.Status200OK, body, "text/xml;charset=UTF-8");
        }
        catch (AwsError error)
        {
            await RefuseAsync(context, error);
        }
    }

    public static Task RefuseAsync(HttpContext context, AwsError error) => XmlReply.WriteAsync(context, error.Status, new XElement(
        "Response",
        new XElement("Errors", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", XmlReply.Readable(error.Message)))),
        new XElement("RequestID", Guid.NewGuid())), "text/xml;charset=UTF-8");

    object[] Run(string action, Ec2Parameters parameters) => action switch
    {
        "RunInstances" => fleet.Run(InstanceLaunch.Read(parameters, templates), parameters.IsTrue("DryRun"), InstanceXml.Reservation),
        "DescribeInstances" => Describe(parameters, _ => true, InstanceXml.Reservations),
        "DescribeInstanceStatus" => Describe(
            parameters, instance => instance.State is InstanceState.Running || parameters.IsTrue("IncludeAllInstances"), InstanceXml.Statuses),
        "StartInstances" => [InstanceXml.Changes(Change(parameters, "InstanceId", fleet.Start))],
        "StopInstances" => [InstanceXml.Changes(Change(parameters, "InstanceId", instance => fleet.Stop(instance, parameters.IsTrue("Force"))))],
        "TerminateInstances" => [InstanceXml.Changes(Change(parameters, "InstanceId", fleet.Terminate))],
        "RebootInstances" => Done(Change(parameters, "InstanceId", fleet.Reboot)),
        "CreateTags" => Tag(parameters, (instance, key, value) => instance.Tags[key] = value ?? ""),
        "DeleteTags" => Tag(parameters, (instance, key, value) =>
        {
            if (value is null or "" || (instance.Tags.TryGetValue(key, out var current) && current == value))
                instance.Tags.Remove(key);
        }),
        "CreateLaunchTemplate" => _templateActions.Create(parameters),
        "CreateLaunchTemplateVersion" => _templateActions.AddVersion(parameters),
        "ModifyLaunchTemplate" => _templateActions.Modify(parameters),
        "DeleteLaunchTemplate" => _templateActions.Delete(parameters),
        "DescribeLaunchTemplates" => _templateActions.Describe(parameters),
        "DescribeLaunchTemplateVersions" => _templateActions.DescribeVersions(parameters),
        _ => throw new AwsError("InvalidAction", $"The action {action} is not valid for this web service."),
    };

    object[] Describe(Ec2Parameters parameters, Func<Instance, bool> include, Func<IReadOnlyList<Instance>, XElement> write) => fleet.Read<object[]>(all =>
    {
        var ids = parameters.List("InstanceId");
        var matching = Ec2Filters.Apply(ids.Count > 0 ? fleet.Find(ids) : all, parameters).Where(include).ToList();
        var size = PageSize(parameters, ids.Count > 0);
        var start = parameters["NextToken"] is null ? 0 : parameters.RequireInt("NextToken");
        var next = start + size < matching.Count ? (start + size).ToString(CultureInfo.InvariantCulture) : null;
        return [write([.. matching.Skip(start).Take(size)]), .. InstanceXml.NextToken(next)];
    });

    static int PageSize(Ec2Parameters parameters, bool namesInstances)
    {
        if (parameters["MaxResults"] is null)
            return MaxPage;
        if (namesInstances)
            throw new AwsError("InvalidParameterCombination", "The parameter instancesSet cannot be used with the parameter maxResults");
        var size = parameters.RequireInt("MaxResults");
        return size is >= MinPage and <= MaxPage
            ? size
            : throw new AwsError("InvalidParameterValue", $"Value ( {size} ) for parameter maxResults is invalid. Expecting a value from {MinPage} to {MaxPage}.");
    }

    IReadOnlyList<InstanceChange> Change(Ec2Parameters parameters, string list, Action<Instance> change) =>
        fleet.Change(parameters.List(list), parameters.IsTrue("DryRun"), change);

    object[] Tag(Ec2Parameters parameters, Action<Instance, string, string?> tag)
    {
        var tags = parameters.Tags("Tag").ToList();
        return Done(Change(parameters, "ResourceId", instance => tags.ForEach(pair => tag(instance, pair.Key, pair.Value))));
    }

    static object[] Done(object _) => [new XElement("return", "true")];
}
