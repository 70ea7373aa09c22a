using MassTransit;

namespace FaceRec.ServiceDefaults;

/// <summary>Writes the request's id into every message that is sent on its behalf.</summary>
public sealed class RequestScopeSendFilter<T> : IFilter<SendContext<T>> where T : class
{
    public Task Send(SendContext<T> context, IPipe<SendContext<T>> next)
    {
        if (RequestScope.Current is { } id)
            context.Headers.Set(RequestScope.Header, id, overwrite: false);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("requestScope");
}
