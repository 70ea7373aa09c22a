using System.Globalization;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>Instances as EC2's XML tells of them.</summary>
internal static class InstanceXml
{
    public static object[] Reservation(string id, IReadOnlyList<Instance> instances) =>
    [
        new XElement("reservationId", id),
        new XElement("ownerId", LocalAccount.Id),
        new XElement("instancesSet", instances.Select(Item)),
    ];

    public static XElement Reservations(IReadOnlyList<Instance> instances) => new("reservationSet",
        instances.GroupBy(instance => instance.ReservationId).Select(group => new XElement("item", Reservation(group.Key, [.. group]))));

    public static XElement Changes(IReadOnlyList<InstanceChange> changes) => new("instancesSet", changes.Select(change => new XElement("item",
        new XElement("instanceId", change.InstanceId),
        State("currentState", change.After),
        State("previousState", change.Before))));

    public static XElement Statuses(IReadOnlyList<Instance> instances) => new("instanceStatusSet", instances.Select(instance => new XElement("item",
        new XElement("instanceId", instance.Id),
        new XElement("availabilityZone", instance.Zone),
        State("instanceState", instance.State),
        Reachability("systemStatus", instance),
        Reachability("instanceStatus", instance))));

    public static IEnumerable<XElement> NextToken(string? token) => token is null ? [] : [new XElement("nextToken", token)];

    public static XElement Tags(IEnumerable<KeyValuePair<string, string>> tags) =>
        new("tagSet", tags.Select(tag => new XElement("item", new XElement("key", tag.Key), new XElement("value", tag.Value))));

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static XElement Item(Instance instance) => new("item",
        new XElement("instanceId", instance.Id),
        new XElement("imageId", instance.ImageId),
        State("instanceState", instance.State),
        new XElement("privateDnsName", $"{instance.Id}.local"),
        new XElement("reason", instance.StateReason),
        new XElement("amiLaunchIndex", instance.Index),
        new XElement("instanceType", instance.Type),
        new XElement("launchTime", Time(instance.LaunchedAt)),
        new XElement("placement", new XElement("availabilityZone", instance.Zone), new XElement("tenancy", "default")),
        new XElement("monitoring", new XElement("state", "disabled")),
        new XElement("privateIpAddress", instance.PrivateIp),
        instance.StateReason is { } reason ? new XElement("stateReason", new XElement("code", reason.Split(':')[0]), new XElement("message", reason)) : null,
        new XElement("architecture", "x86_64"),
        new XElement("clientToken", instance.ClientToken),
        instance.IsSpot ? new XElement("instanceLifecycle", "spot") : null,
        Tags(instance.Tags));

    static XElement State(string name, InstanceState state) => new(name,
        new XElement("code", (int)state),
        new XElement("name", state is InstanceState.ShuttingDown ? "shutting-down" : state.ToString().ToLowerInvariant()));

    static XElement Reachability(string name, Instance instance)
    {
        var running = instance.State is InstanceState.Running;
        return new XElement(name,
            new XElement("status", running ? "ok" : "initializing"),
            new XElement("details", new XElement("item", new XElement("name", "reachability"), new XElement("status", running ? "passed" : "initializing"))));
    }
}
