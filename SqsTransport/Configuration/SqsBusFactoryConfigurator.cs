using MassTransit.Configuration;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsBusFactoryConfigurator : BusFactoryConfigurator, IAmazonSqsBusFactoryConfigurator, IBusFactory
{
    readonly SqsReceiveSettings _replyQueue;

    public SqsBusFactoryConfigurator(SqsBusConfiguration bus)
        : base(bus)
    {
        Bus = bus;

        // A name of its own for every start: SQS refuses the name of a queue deleted less than 60 seconds ago.
        _replyQueue = new SqsReceiveSettings(bus.SqsTopology.Consume.CreateTemporaryQueueName("bus")) { Durable = false, AutoDelete = true };
    }

    public SqsBusConfiguration Bus { get; }

    public bool Durable { set => _replyQueue.Durable = value; }
    public bool AutoDelete { set => _replyQueue.AutoDelete = value; }
    public ushort WaitTimeSeconds { set => _replyQueue.WaitTimeSeconds = value; }
    public bool PurgeOnStartup { set => _replyQueue.PurgeOnStartup = value; }
    public IDictionary<string, object> QueueAttributes => _replyQueue.Attributes;
    public IDictionary<string, string> QueueTags => _replyQueue.Tags;

    public void Host(AmazonSqsHostSettings settings) => Bus.Host.Settings = settings;
    public void OverrideDefaultBusEndpointQueueName(string value) => _replyQueue.QueueName = value;

    void IBusFactoryConfigurator.Publish<T>(Action<IMessagePublishTopologyConfigurator<T>> configureTopology)
    {
        Publish(configureTopology);
        if (!((IPublishTopology)Bus.SqsTopology.Publish).GetMessageTopology<T>().Exclude)
            Bus.Host.Routes.Announce(typeof(T));
    }

    public void ReceiveEndpoint(IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter = null,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null)
        => Bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint)
        => Bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public void ReceiveEndpoint(IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter = null,
        Action<IReceiveEndpointConfigurator>? configureEndpoint = null)
        => Bus.Host.ReceiveEndpoint(definition, endpointNameFormatter, configureEndpoint);

    public void ReceiveEndpoint(string queueName, Action<IReceiveEndpointConfigurator> configureEndpoint)
        => Bus.Host.ReceiveEndpoint(queueName, configureEndpoint);

    public IReceiveEndpointConfiguration CreateBusEndpointConfiguration(Action<IReceiveEndpointConfigurator>? configure)
        => Bus.Host.CreateEndpoint(_replyQueue, Bus.BusEndpoint, configure);
}
