using Microsoft.AspNetCore.Http.Features;

namespace FaceRec.LocalCloud.S3;

/// <summary>AWS's names for what S3 is asked to do, which its requests do not carry.</summary>
internal static class S3Operation
{
    public static string NameOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0].Trim('/');
        return NameOf(context.Request.Method, path.Length == 0 ? 0 : path.Contains('/', StringComparison.Ordinal) ? 2 : 1,
            context.Request.Query.ContainsKey, context.Request.Headers.ContainsKey("x-amz-copy-source"));
    }

    /// <param name="depth">0 for the service, 1 for a bucket, 2 for an object.</param>
    public static string NameOf(string method, int depth, Func<string, bool> asks, bool copies) => (depth, method) switch
    {
        (0, _) => "ListBuckets",
        (1, "PUT") => "CreateBucket",
        (1, "HEAD") => "HeadBucket",
        (1, "DELETE") => "DeleteBucket",
        (1, "POST") => "DeleteObjects",
        (1, _) when asks("location") => "GetBucketLocation",
        (1, _) when asks("uploads") => "ListMultipartUploads",
        (1, _) => asks("list-type") ? "ListObjectsV2" : "ListObjects",
        (_, "PUT") when asks("partNumber") => copies ? "UploadPartCopy" : "UploadPart",
        (_, "PUT") => copies ? "CopyObject" : "PutObject",
        (_, "POST") => asks("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
        (_, "DELETE") => asks("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        (_, "HEAD") => "HeadObject",
        _ => asks("uploadId") ? "ListParts" : "GetObject",
    };
}
