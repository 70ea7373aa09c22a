namespace MassTransit;

/// <summary>Settings of a queue that is received from.</summary>
public interface IAmazonSqsQueueEndpointConfigurator : IAmazonSqsQueueConfigurator
{
    /// <summary>How long one receive request waits for messages: 0 to 20 seconds, by default 20. An idle queue costs one request in this time.</summary>
    ushort WaitTimeSeconds { set; }

    /// <summary>True empties the queue before the first message is received.</summary>
    bool PurgeOnStartup { set; }
}
