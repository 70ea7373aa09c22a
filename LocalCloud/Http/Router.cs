using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.S3;
using FaceRec.LocalCloud.Sqs;

namespace FaceRec.LocalCloud.Http;

/// <summary>Finds out which service a request on the one port is for.</summary>
internal sealed class Router(SqsEndpoint sqs, S3Endpoint s3, Ec2Endpoint ec2)
{
    public async Task HandleAsync(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        context.Response.Headers["x-amz-request-id"] = requestId;
        try
        {
            await RouteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away.
        }
        catch (BadHttpRequestException)
        {
            // The request broke off or was not HTTP; there is nobody to answer.
            context.Abort();
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Amz-Target"].ToString().StartsWith(SqsEndpoint.TargetPrefix, StringComparison.Ordinal))
            await sqs.HandleAsync(context);
        else if (IsQuery(context.Request))
            await HandleQueryAsync(context);
        else
            await s3.HandleAsync(context, null);
    }

    // The Query protocol of EC2 and STS: a form posted to the root. S3 has nothing there but ListBuckets, which is a GET.
    private static bool IsQuery(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value is "/" or ""
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    private async Task HandleQueryAsync(HttpContext context)
    {
        try
        {
            var form = await Ec2Endpoint.ReadFormAsync(context);
            await (StsEndpoint.Handles(form) ? StsEndpoint.HandleAsync(context, form) : ec2.HandleAsync(context, form));
        }
        catch (AwsError error)
        {
            await Ec2Endpoint.RefuseAsync(context, error);
        }
    }
}
