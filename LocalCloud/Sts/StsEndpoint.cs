using System.Xml.Linq;
using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud;

/// <summary>STS, as far as tools ask it who they are.</summary>
internal static class StsEndpoint
{
    const string Version = "2011-06-15";

    static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static bool Handles(IReadOnlyDictionary<string, string> form) => form.GetValueOrDefault("Version") == Version;

    public static Task HandleAsync(HttpContext context, IReadOnlyDictionary<string, string> form)
    {
        var action = form.GetValueOrDefault("Action");
        return action != "GetCallerIdentity"
            ? Ec2Endpoint.RefuseAsync(context, new AwsError("InvalidAction", $"The action {action} is not built here."))
            : XmlReply.WriteAsync(context, StatusCodes.Status200OK, new XElement(
                Namespace + "GetCallerIdentityResponse",
                new XElement(
                    Namespace + "GetCallerIdentityResult",
                    new XElement(Namespace + "Arn", $"arn:aws:iam::{LocalAccount.Id}:root"),
                    new XElement(Namespace + "UserId", LocalAccount.Id),
                    new XElement(Namespace + "Account", LocalAccount.Id)),
                new XElement(Namespace + "ResponseMetadata", new XElement(Namespace + "RequestId", Guid.NewGuid()))), "text/xml");
    }
}
