using System.Xml.Linq;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud;

/// <summary>STS, as far as tools ask it who they are.</summary>
internal static class StsEndpoint
{
    /// <summary>The version by which its requests are told from those of other Query services.</summary>
    public const string Version = "2011-06-15";

    static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static Task HandleAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var action = form.GetValueOrDefault("Action");
        return action != "GetCallerIdentity"
            ? RefuseAsync(context, new AwsError("InvalidAction", $"Could not find operation {action} for version {Version}"))
            : XmlReply.WriteAsync(context, StatusCodes.Status200OK, new XElement(
                Namespace + "GetCallerIdentityResponse",
                new XElement(
                    Namespace + "GetCallerIdentityResult",
                    new XElement(Namespace + "Arn", $"arn:aws:iam::{LocalAccount.Id}:root"),
                    new XElement(Namespace + "UserId", LocalAccount.Id),
                    new XElement(Namespace + "Account", LocalAccount.Id)),
                new XElement(Namespace + "ResponseMetadata", new XElement(Namespace + "RequestId", Guid.NewGuid()))), "text/xml");
    }

    public static Task RefuseAsync(HttpContext context, AwsError error) => XmlReply.WriteAsync(context, error.Status, new XElement(
        Namespace + "ErrorResponse",
        new XElement(
            Namespace + "Error",
            new XElement(Namespace + "Type", error.Party),
            new XElement(Namespace + "Code", error.QueryCode),
            new XElement(Namespace + "Message", XmlReply.Readable(error.Message))),
        new XElement(Namespace + "RequestId", Guid.NewGuid())), "text/xml");
}
