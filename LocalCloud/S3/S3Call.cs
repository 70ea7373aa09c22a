using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using FaceRec.LocalCloud.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FaceRec.LocalCloud.S3;

/// <summary>One request to S3.</summary>
/// <param name="ChunkSignatures">Checks a body in signed chunks; null where signatures are not checked.</param>
internal sealed record S3Call(HttpContext Http, string Bucket, string Key, IChunkSignatures? ChunkSignatures)
{
    // What every operation may carry: the SDK's note of the operation, and the parts of a presigned URL.
    private static readonly ImmutableHashSet<string> Common = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "x-id", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token",
        "X-Amz-Content-Sha256");

    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;

    public CancellationToken Aborted => Http.RequestAborted;

    public static S3Call From(HttpContext http, IChunkSignatures? chunkSignatures)
    {
        var (bucket, key) = S3Names.Split(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new S3Call(http, bucket, key, chunkSignatures);
    }

    public bool Asks(string parameter) => Request.Query.ContainsKey(parameter);

    public string Parameter(string name) => Request.Query[name].ToString();

    public string Header(string name) => Request.Headers[name].ToString();

    /// <summary>Any parameter that the operation does not know might change what AWS does, so it is refused.</summary>
    public void Allow(params ReadOnlySpan<string> parameters)
    {
        foreach (var name in Request.Query.Keys)
        {
            if (!Common.Contains(name) && !parameters.Contains(name))
                throw S3Errors.NotImplemented($"the parameter {name} of this request");
        }
    }

    public async Task<XElement> ReadXmlAsync(PayloadCheck check)
    {
        var body = await RequestBody.ReadAsync(Request, S3Limits.XmlBytes, Aborted);
        check.Append(body);
        check.Finish(ImmutableDictionary<string, string>.Empty);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return (await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, Aborted)).Root!;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    public async Task ReplyXmlAsync(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        await XmlReply.WriteAsync(Http, StatusCodes.Status200OK, root);
    }
}
