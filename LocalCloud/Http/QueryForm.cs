using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace FaceRec.LocalCloud.Http;

/// <summary>The Query protocol, in which EC2, STS and older clients of SQS post a form.</summary>
internal static class QueryForm
{
    private const string SqsVersion = "2012-11-05";

    public static bool IsUsedBy(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    public static IReadOnlyDictionary<string, string> Read(byte[] body)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body)))
            form[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
        return form;
    }

    /// <summary>The service is told by the version of its protocol.</summary>
    public static AwsService ServiceOf(IReadOnlyDictionary<string, string> form) => form.GetValueOrDefault("Version") switch
    {
        SqsVersion => AwsService.Sqs,
        StsEndpoint.Version => AwsService.Sts,
        _ => AwsService.Ec2,
    };
}
