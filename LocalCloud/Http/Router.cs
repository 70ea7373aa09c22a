using FaceRec.LocalCloud.Sqs;

namespace FaceRec.LocalCloud.Http;

/// <summary>Finds out which service a request on the one port is for.</summary>
internal sealed class Router(SqsEndpoint sqs)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
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
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
