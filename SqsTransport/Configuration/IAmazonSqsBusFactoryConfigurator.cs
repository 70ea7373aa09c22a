namespace MassTransit;

/// <summary>Configures a bus on Amazon SQS. The queue settings are those of the bus's own reply queue.</summary>
public interface IAmazonSqsBusFactoryConfigurator
    : IBusFactoryConfigurator<IAmazonSqsReceiveEndpointConfigurator>, IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>Sets the region or endpoint, and the credentials.</summary>
    void Host(AmazonSqsHostSettings settings);

    /// <summary>
    /// Names the bus's reply queue, in place of a name of its own for every start. The name must be unique to the bus instance.
    /// SQS refuses to create a queue for 60 seconds after one of the same name was deleted.
    /// </summary>
    void OverrideDefaultBusEndpointQueueName(string value);
}
