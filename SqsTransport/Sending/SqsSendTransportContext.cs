using Amazon.SQS.Model;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>A destination of messages: one queue, or the queues that a published type goes to.</summary>
sealed partial class SqsSendTransportContext(SqsHostConfiguration host, ReceiveEndpointContext endpoint, string name, QueueDeclaration[] queues)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    readonly MessageAttributes _attributes = new(host.Settings.AllowTransportHeader);

    public override string EntityName => name;
    public override string ActivitySystem => "aws_sqs";

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken = default) => pipe.Send(this);

    public void Probe(ProbeContext context) => context.CreateScope("sqs").Set(new { EntityName, Queues = queues.Select(queue => queue.Name).ToArray() });

    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new SqsMessageSendContext<T>(message, cancellationToken);
        await pipe.Send(context).ConfigureAwait(false);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
        => CreateSendContext(message, pipe, cancellationToken);

    public Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        sendContext.CancellationToken.ThrowIfCancellationRequested();
        var context = (SqsMessageSendContext<T>)sendContext;
        return queues.Length == 1 ? Send(context, queues[0]) : Task.WhenAll(queues.Select(queue => Send(context, queue)));
    }

    async Task Send<T>(SqsMessageSendContext<T> context, QueueDeclaration queue)
        where T : class
    {
        var body = context.Body.GetString(); // before the headers: a raw serializer adds its own while it writes the body
        var entry = new SendMessageBatchRequestEntry("", body)
        {
            MessageAttributes = _attributes.From(context),
            DelaySeconds = SendDelay.Seconds(context.Delay, queue),
            MessageGroupId = string.IsNullOrEmpty(context.GroupId) ? null : context.GroupId,
            MessageDeduplicationId = string.IsNullOrEmpty(context.DeduplicationId) ? null : context.DeduplicationId
        };
        Check(entry, queue, TypeCache<T>.ShortName);

        try
        {
            await host.Connection.Send(queue, entry).WaitAsync(context.CancellationToken).ConfigureAwait(false);
        }
        catch (QueueDoesNotExistException) when (!queue.Create)
        {
            Log.Dropped(host.Logger, TypeCache<T>.ShortName, context.MessageId, queue.Name);
        }
    }

    void Check(SendMessageBatchRequestEntry entry, QueueDeclaration queue, string type)
    {
        var bytes = MessageSize.Of(entry);
        if (bytes > SqsLimits.MaxBytes)
        {
            throw new AmazonSqsTransportException(new AmazonSqsEndpointAddress(host.HostAddress, queue.Name),
                $"The message {type} to {queue.Name} has {bytes:N0} bytes with its attributes, and SQS takes {SqsLimits.MaxBytes:N0}. Put the large part elsewhere and send where it is.");
        }

        if (queue.IsFifo && entry.MessageGroupId == null)
        {
            throw new AmazonSqsTransportException(new AmazonSqsEndpointAddress(host.HostAddress, queue.Name),
                $"The message {type} to {queue.Name} has no group, and a FIFO queue asks for one: call SetGroupId on the send context.");
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Dropped {MessageType} {MessageId}: the temporary queue {Queue} is gone, and with it the asker")]
        public static partial void Dropped(ILogger logger, string messageType, Guid? messageId, string queue);
    }
}
