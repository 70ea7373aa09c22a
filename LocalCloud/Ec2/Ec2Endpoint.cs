using System.Globalization;
using System.Xml.Linq;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>EC2 in its Query protocol, as far as a fleet of workers needs it. What is not built is refused by name.</summary>
internal sealed class Ec2Endpoint(InstanceFleet fleet)
{
    // Requests are a few kilobytes; user data is at most 16 KiB before base64.
    const int MaxRequestSize = 1 << 20;

    static readonly XNamespace Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

    /// <summary>The version by which EC2's requests are told from those of other Query services.</summary>
    public const string Version = "2016-11-15";

    public async Task HandleAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        try
        {
            var parameters = new Ec2Parameters(form);
            var action = parameters.Require("Action");
            var body = new XElement(action + "Response", new XElement("requestId", Guid.NewGuid()), Run(action, parameters));
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
        new XElement("Errors", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message))),
        new XElement("RequestID", Guid.NewGuid())), "text/xml;charset=UTF-8");

    public static async Task<IReadOnlyDictionary<string, string>> ReadFormAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request, MaxRequestSize, context.RequestAborted);
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body));
        return form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
    }

    object[] Run(string action, Ec2Parameters parameters) => action switch
    {
        "RunInstances" => fleet.Run(parameters, InstanceXml.Reservation),
        "DescribeInstances" => Describe(parameters),
        "DescribeInstanceStatus" => DescribeStatus(parameters),
        "StartInstances" => Change(parameters, fleet.Start),
        "StopInstances" => Change(parameters, instance => fleet.Stop(instance, parameters.IsTrue("Force"))),
        "TerminateInstances" => Change(parameters, fleet.Terminate),
        "RebootInstances" => Done(fleet.Change(parameters.List("InstanceId"), fleet.Reboot)),
        "CreateTags" => Tag(parameters, (instance, key, value) => instance.Tags[key] = value ?? ""),
        "DeleteTags" => Tag(parameters, (instance, key, value) =>
        {
            if (value is null or "" || (instance.Tags.TryGetValue(key, out var current) && current == value))
                instance.Tags.Remove(key);
        }),
        _ => throw new AwsError("InvalidAction", $"The action {action} is not valid for this web service."),
    };

    object[] Describe(Ec2Parameters parameters) => fleet.Read<object[]>(all =>
    {
        var (page, next) = Page(all, parameters);
        return [InstanceXml.Reservations(page), .. InstanceXml.NextToken(next)];
    });

    object[] DescribeStatus(Ec2Parameters parameters) => fleet.Read<object[]>(all =>
    {
        var (page, next) = Page(all, parameters);
        return [InstanceXml.Statuses(page.Where(instance => instance.State is InstanceState.Running || parameters.IsTrue("IncludeAllInstances"))), .. InstanceXml.NextToken(next)];
    });

    object[] Change(Ec2Parameters parameters, Action<Instance> change) => [InstanceXml.Changes(fleet.Change(parameters.List("InstanceId"), change))];

    object[] Tag(Ec2Parameters parameters, Action<Instance, string, string?> tag)
    {
        var tags = parameters.Tags("Tag").ToList();
        return Done(fleet.Change(parameters.List("ResourceId"), instance => tags.ForEach(pair => tag(instance, pair.Key, pair.Value))));
    }

    static object[] Done(object _) => [new XElement("return", "true")];

    (IReadOnlyList<Instance> Page, string? Next) Page(IReadOnlyList<Instance> all, Ec2Parameters parameters)
    {
        var ids = parameters.List("InstanceId");
        var matching = InstanceFilters.Apply(ids.Count > 0 ? fleet.Find(ids) : all, parameters).ToList();
        // EC2 gives up to 1,000 instances a page.
        var size = parameters["MaxResults"] is null ? 1000 : parameters.RequireInt("MaxResults");
        var start = parameters["NextToken"] is null ? 0 : parameters.RequireInt("NextToken");
        var next = start + size < matching.Count ? (start + size).ToString(CultureInfo.InvariantCulture) : null;
        return ([.. matching.Skip(start).Take(size)], next);
    }
}
