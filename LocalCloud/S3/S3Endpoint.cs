using System.Xml.Linq;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.S3;

/// <summary>S3 in its REST protocol, with buckets in the path.</summary>
internal sealed class S3Endpoint
{
    private readonly BucketActions _buckets;
    private readonly ObjectActions _objects;
    private readonly MultipartActions _multipart;

    public S3Endpoint(BucketStore store, TimeProvider clock)
    {
        var receiver = new ObjectReceiver(store, clock);
        _buckets = new BucketActions(store);
        _objects = new ObjectActions(store, receiver);
        _multipart = new MultipartActions(store, new UploadStore(store.UploadFolder), receiver, clock);
    }

    public async Task HandleAsync(HttpContext context, IChunkSignatures? chunkSignatures)
    {
        try
        {
            await RunAsync(S3Call.From(context, chunkSignatures));
        }
        catch (AwsError error)
        {
            await RefuseAsync(context, error);
        }
    }

    public static async Task RefuseAsync(HttpContext context, AwsError error)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer cannot be turned into an error; a broken connection is at least no false success.
            context.Abort();
            return;
        }

        if (error.Status == StatusCodes.Status304NotModified)
        {
            context.Response.StatusCode = error.Status;
            return;
        }

        await XmlReply.WriteAsync(context, error.Status, new XElement(
            "Error",
            new XElement("Code", error.Code),
            new XElement("Message", XmlReply.Readable(error.Message)),
            new XElement("Resource", XmlReply.Readable(context.Request.Path.Value ?? "")),
            new XElement("RequestId", context.Response.Headers["x-amz-request-id"].ToString())));
    }

    private Task RunAsync(S3Call call)
    {
        if (call.Bucket.Length == 0)
            return call.Request.Method == "GET" ? _buckets.ListBucketsAsync(call) : throw S3Errors.MethodNotAllowed();
        if (call.Key.Length == 0)
            return call.Request.Method == "GET" && call.Asks("uploads") ? _multipart.ListUploadsAsync(call) : _buckets.RunAsync(call);
        return call.Request.Method switch
        {
            "PUT" when call.Asks("partNumber") => _multipart.PutPartAsync(call),
            "PUT" when call.Request.Headers.ContainsKey("x-amz-copy-source") => _objects.CopyAsync(call),
            "PUT" => _objects.PutAsync(call),
            "GET" when call.Asks("uploadId") => _multipart.ListPartsAsync(call),
            "GET" or "HEAD" => _objects.GetAsync(call),
            "DELETE" when call.Asks("uploadId") => _multipart.AbortAsync(call),
            "DELETE" => _objects.DeleteAsync(call),
            "POST" when call.Asks("uploads") => _multipart.BeginAsync(call),
            "POST" when call.Asks("uploadId") => _multipart.CompleteAsync(call),
            _ => throw S3Errors.MethodNotAllowed(),
        };
    }
}
