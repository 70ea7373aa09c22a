namespace MassTransit;

/// <summary>Settings of a receive endpoint.</summary>
public interface IAmazonSqsReceiveEndpointConfigurator : IReceiveEndpointConfigurator, IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>
    /// Seconds until a message comes back after a failure that the pipeline did not handle (<c>RethrowFaultedMessages</c>), by default 1.
    /// </summary>
    int RedeliverVisibilityTimeout { set; }

    /// <summary>FIFO queues: how many messages of one group are consumed at a time, by default 1. More than 1 gives up their order.</summary>
    int ConcurrentDeliveryLimit { set; }

    /// <summary>How long a message is kept invisible at most while it is consumed: by default, and at most, the 12 hours that SQS allows.</summary>
    TimeSpan MaxVisibilityTimeout { set; }

    /// <summary>Seconds that one renewal keeps a message invisible, by default 60. When a process dies, its messages come back after this time.</summary>
    int MaxVisibilityTimeoutRenewal { set; }

    /// <summary>FIFO queues: consume the messages of a group in any order.</summary>
    void DisableMessageOrdering();
}
