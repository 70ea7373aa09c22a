using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using SqsTransport;

namespace MassTransit.AmazonSqsTransport;

/// <summary>
/// The destination of a published type that no queue is named for: the application's own sender, nothing for a fault that nobody asked
/// for (the failed message itself is in the error queue), and an error for everything else.
/// </summary>
sealed partial class SqsPublishTransportContext(SqsHostConfiguration host, ReceiveEndpointContext endpoint, string topic)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    readonly MessageAttributes _attributes = new(host.Settings.AllowTransportHeader);

    public override string EntityName => topic;
    public override string ActivitySystem => "aws_sqs";

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken = default) => pipe.Send(this);

    public void Probe(ProbeContext context) => context.CreateScope("sqs").Set(new { EntityName });

    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new SqsMessageSendContext<T>(message, cancellationToken);
        await pipe.Send(context).ConfigureAwait(false);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
        => CreateSendContext(message, pipe, cancellationToken);

    public async Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        var context = (SqsMessageSendContext<T>)sendContext;
        if (host.Routes.Sender is { } sender)
        {
            var body = context.Body.GetString();
            await sender(new PublishedMessage(topic, typeof(T), body, _attributes.From(context), context.GroupId, context.DeduplicationId),
                context.CancellationToken).ConfigureAwait(false);
        }
        else if (typeof(T).IsAssignableTo(typeof(Fault)) || typeof(T) == typeof(ReceiveFault))
            Log.FaultDropped(host.Logger, TypeCache<T>.ShortName);
        else
            throw new PublishException(PublishRoutes.NoRoute(typeof(T)));
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Dropped {MessageType}: nobody asked, and no queue is named for it")]
        public static partial void FaultDropped(ILogger logger, string messageType);
    }
}
