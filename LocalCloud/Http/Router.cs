using FaceRec.LocalCloud.Control;
using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.S3;
using FaceRec.LocalCloud.Signing;
using FaceRec.LocalCloud.Sqs;
using Microsoft.AspNetCore.Http.Features;

namespace FaceRec.LocalCloud.Http;

/// <summary>Finds out which service a request on the one port is for, and lets happen to it what faults say.</summary>
internal sealed partial class Router(SqsEndpoint sqs, S3Endpoint s3, Ec2Endpoint ec2, ControlEndpoint control, SignatureCheck signatures, LocalFaults faults, TimeProvider clock, ILogger<Router> logger)
{
    // A body of 1 MiB may be six times as long when every character of it is escaped, and a batch has ten.
    private const int MaxRequestBytes = 16 << 20;

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        context.Response.Headers["x-amz-request-id"] = requestId;
        try
        {
            if (ControlEndpoint.Handles(context.Request))
                await control.HandleAsync(context);
            else
                await RunAsync(context);
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

    private async Task RunAsync(HttpContext context)
    {
        var service = AwsService.S3;
        try
        {
            var request = await IdentifyAsync(context);
            service = request.Service;
            var fault = faults.Next(service.ToString(), request.Action);
            if (fault is not null)
            {
                Log.Happened(logger, fault.Kind, service, request.Action);
                if (!await GoesOnAsync(context, fault, service))
                    return;
            }

            var chunkSignatures = signatures.Check(request);
            await (fault is { Kind: FaultKind.LoseAnswer or FaultKind.LateAnswer } ? DispatchUnheardAsync(request, chunkSignatures, fault) : DispatchAsync(request, chunkSignatures));
        }
        catch (AwsError error)
        {
            await RefuseAsync(context, service, error);
        }
        catch (IOException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The disk is full, or the data folder is gone.
            Log.Failed(logger, service, error);
            await RefuseAsync(context, service, FaultErrors.Of(FaultKind.InternalError, service));
        }
    }

    private static async Task<ServiceRequest> IdentifyAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        if (target.StartsWith(SqsEndpoint.TargetPrefix, StringComparison.Ordinal))
        {
            var json = await RequestBody.ReadAsync(context.Request, MaxRequestBytes, context.RequestAborted);
            return new ServiceRequest(context, AwsService.Sqs, target[SqsEndpoint.TargetPrefix.Length..], json, null);
        }

        if (!QueryForm.IsUsedBy(context.Request))
            return new ServiceRequest(context, AwsService.S3, S3Operation.NameOf(context), [], null);
        var body = await RequestBody.ReadAsync(context.Request, MaxRequestBytes, context.RequestAborted);
        var form = QueryForm.Read(body);
        return new ServiceRequest(context, QueryForm.ServiceOf(form), form.GetValueOrDefault("Action", ""), body, form);
    }

    /// <returns>Whether the request is carried out.</returns>
    private async Task<bool> GoesOnAsync(HttpContext context, Fault fault, AwsService service)
    {
        switch (fault.Kind)
        {
            case FaultKind.LoseAnswer or FaultKind.LateAnswer:
                return true;
            case FaultKind.Delay:
                await Task.Delay(fault.Delay, clock, context.RequestAborted);
                return true;
            case FaultKind.Drop:
                context.Abort();
                return false;
            case FaultKind.Blackhole:
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
                return false;
            default:
                throw FaultErrors.Of(fault.Kind, service);
        }
    }

    // What is asked for is done at once, and nothing is heard of it for a while, or ever.
    private async Task DispatchUnheardAsync(ServiceRequest request, IChunkSignatures? chunkSignatures, Fault fault)
    {
        var context = request.Http;
        var connection = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var answer = new MemoryStream();
        var held = new StreamResponseBodyFeature(answer);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await DispatchAsync(request, chunkSignatures);
            await held.CompleteAsync();
        }
        finally
        {
            context.Features.Set(connection);
        }

        if (fault.Kind == FaultKind.LoseAnswer)
        {
            context.Abort();
            return;
        }

        await Task.Delay(fault.Delay, clock, context.RequestAborted);
        await context.Response.Body.WriteAsync(answer.ToArray(), context.RequestAborted);
    }

    private Task DispatchAsync(ServiceRequest request, IChunkSignatures? chunkSignatures) => request.Service switch
    {
        AwsService.Sqs => sqs.HandleAsync(request),
        AwsService.Ec2 => ec2.HandleAsync(request.Http, request.Form!),
        AwsService.Sts => StsEndpoint.HandleAsync(request.Http, request.Form!),
        _ => s3.HandleAsync(request.Http, chunkSignatures),
    };

    private static Task RefuseAsync(HttpContext context, AwsService service, AwsError error) => service switch
    {
        AwsService.Sqs => SqsEndpoint.RefuseAsync(context, error),
        AwsService.S3 => S3Endpoint.RefuseAsync(context, error),
        AwsService.Sts => StsEndpoint.RefuseAsync(context, error),
        _ => Ec2Endpoint.RefuseAsync(context, error),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Fault} happened to {Service} {Action}, as asked for.")]
        public static partial void Happened(ILogger logger, FaultKind fault, AwsService service, string action);

        [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Service} failed on this machine's disk.")]
        public static partial void Failed(ILogger logger, AwsService service, Exception exception);
    }
}
