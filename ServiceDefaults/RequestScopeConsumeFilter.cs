using MassTransit;

namespace FaceRec.ServiceDefaults;

/// <summary>Takes up the request's id that a message carries, so that the consumer's log lines and messages carry it too.</summary>
public sealed class RequestScopeConsumeFilter<T> : IFilter<ConsumeContext<T>> where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.Headers.Get<string>(RequestScope.Header) is not { } id)
        {
            await next.Send(context);
            return;
        }

        using (RequestScope.Begin(id))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("requestScope");
}
