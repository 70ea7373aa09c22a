using System.Text.Json.Nodes;
using System.Xml.Linq;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Turns answers of the JSON protocol into the XML of the Query protocol.</summary>
internal static class SqsQueryReply
{
    private static readonly XNamespace Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    public static XElement Result(string action, JsonObject? result, string requestId)
    {
        var members = (result ?? []).SelectMany(member => Member(action, member.Key, member.Value!)).ToList();
        return InNamespace(new XElement(
            XmlReply.NameOf(action, "Response"),
            members.Count > 0 ? new XElement(action + "Result", members) : null,
            new XElement("ResponseMetadata", new XElement("RequestId", requestId))));
    }

    public static XElement Error(AwsError error, string requestId) => InNamespace(new XElement(
        "ErrorResponse",
        new XElement(
            "Error",
            new XElement("Type", error.Party),
            new XElement("Code", error.QueryCode),
            new XElement("Message", XmlReply.Readable(error.Message)),
            new XElement("Detail")),
        new XElement("RequestId", requestId)));

    private static IEnumerable<XElement> Member(string action, string name, JsonNode value) => (name, value) switch
    {
        ("QueueUrls" or "queueUrls", JsonArray urls) => urls.Select(url => new XElement("QueueUrl", url!.ToString())),
        ("Messages", JsonArray messages) => messages.Select(message => Structure(action, "Message", message!)),
        ("Results", JsonArray tasks) => tasks.Select(task => Structure(action, "ListMessageMoveTasksResultEntry", task!)),
        ("Successful", JsonArray entries) => entries.Select(entry => Structure(action, action + "ResultEntry", entry!)),
        ("Failed", JsonArray entries) => entries.Select(entry => Structure(action, "BatchResultErrorEntry", entry!)),
        ("Attributes", JsonObject map) => map.Select(pair => Pair("Attribute", "Name", pair.Key, new XElement("Value", pair.Value!.ToString()))),
        ("Tags", JsonObject map) => map.Select(pair => Pair("Tag", "Key", pair.Key, new XElement("Value", pair.Value!.ToString()))),
        ("MessageAttributes", JsonObject map) => map.Select(pair => Pair("MessageAttribute", "Name", pair.Key, Structure(action, "Value", pair.Value!))),
        _ => [new XElement(name, value.ToString())],
    };

    private static XElement Pair(string name, string keyName, string key, XElement value) => new(name, new XElement(keyName, key), value);

    private static XElement Structure(string action, string name, JsonNode members) =>
        new(name, members.AsObject().SelectMany(member => Member(action, member.Key, member.Value!)));

    private static XElement InNamespace(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        return root;
    }
}
