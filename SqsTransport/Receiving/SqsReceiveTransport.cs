using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsReceiveTransport(SqsHostConfiguration host, SqsReceiveEndpointContext context, SqsReceiveSettings settings, QueueDeclaration error)
    : IReceiveTransport
{
    public void Probe(ProbeContext probe) => probe.CreateScope("receiveTransport").Set(new
    {
        Type = "AmazonSQS",
        settings.QueueName,
        context.PrefetchCount,
        context.ConcurrentMessageLimit,
        settings.WaitTimeSeconds,
        settings.Durable,
        settings.AutoDelete,
        settings.Ordered
    });

    public ConnectHandle ConnectReceiveObserver(IReceiveObserver observer) => context.ConnectReceiveObserver(observer);
    public ConnectHandle ConnectReceiveTransportObserver(IReceiveTransportObserver observer) => context.ConnectReceiveTransportObserver(observer);
    public ConnectHandle ConnectPublishObserver(IPublishObserver observer) => context.ConnectPublishObserver(observer);
    public ConnectHandle ConnectSendObserver(ISendObserver observer) => context.ConnectSendObserver(observer);

    public ReceiveTransportHandle Start()
    {
        var queue = Queue();
        if (!queue.Temporary)
            host.Endpoints[queue.Name] = queue;
        return new ReceiveLoop(host, context, settings, queue);
    }

    // Beside a queue that lasts stands its error queue, where SQS itself puts what no process survives.
    QueueDeclaration Queue()
        => settings.AutoDelete || host.Options.RedriveAfterReceives == 0 ? settings.Queue : settings.Queue with { DeadLetters = error };
}
