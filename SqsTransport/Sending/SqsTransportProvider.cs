using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Finds the transport for an address, or for a published type.</summary>
sealed class SqsTransportProvider(SqsHostConfiguration host, ReceiveEndpointContext endpoint) : ISendTransportProvider, IPublishTransportProvider
{
    public Uri NormalizeAddress(Uri address) => new AmazonSqsEndpointAddress(host.HostAddress, address);

    public Task<ISendTransport> GetSendTransport(Uri address)
    {
        var entity = new AmazonSqsEndpointAddress(host.HostAddress, address);
        TransportLogMessages.CreateSendTransport(address);
        if (entity.Type == AmazonSqsEndpointAddress.AddressType.Topic)
            throw new AmazonSqsTransportException(address, $"{address} is a topic, and this transport sends to queues. Publish the message instead.");

        return Transport(new SqsSendTransportContext(host, endpoint, entity.Name, [QueueDeclaration.ForSend(entity)]));
    }

    public Task<ISendTransport> GetPublishTransport<T>(Uri? publishAddress)
        where T : class
    {
        var topic = new AmazonSqsEndpointAddress(host.HostAddress, publishAddress!, AmazonSqsEndpointAddress.AddressType.Topic).Name;
        var queues = host.Routes.Find(MessageTypeCache<T>.MessageTypes);
        return queues.Length > 0
            ? Transport(new SqsSendTransportContext(host, endpoint, topic, [.. queues.Select(queue => new QueueDeclaration(queue))]))
            : Transport(new SqsPublishTransportContext(host, endpoint, host.Settings.ScopeTopics ? $"{host.Settings.Scope}_{topic}" : topic));
    }

    static Task<ISendTransport> Transport(SendTransportContext<PipeContext> context)
        => Task.FromResult<ISendTransport>(new SendTransport<PipeContext>(context));
}
