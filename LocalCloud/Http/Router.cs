using FaceRec.LocalCloud.S3;
using FaceRec.LocalCloud.Sqs;

namespace FaceRec.LocalCloud.Http;

/// <summary>Finds out which service a request on the one port is for.</summary>
internal sealed class Router(SqsEndpoint sqs, S3Endpoint s3)
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

    private Task RouteAsync(HttpContext context)
    {
        if (context.Request.Headers["X-Amz-Target"].ToString().StartsWith(SqsEndpoint.TargetPrefix, StringComparison.Ordinal))
            return sqs.HandleAsync(context);
        return s3.HandleAsync(context, null);
    }
}
