namespace MassTransit;

/// <summary>Settings of a queue.</summary>
public interface IAmazonSqsQueueConfigurator
{
    /// <summary>False marks the queue's address as a temporary one. SQS itself stores every message durably.</summary>
    bool Durable { set; }

    /// <summary>True lets the bus delete the queue when it stops.</summary>
    bool AutoDelete { set; }

    /// <summary>
    /// Attributes that the queue is created with, by SQS's names (<c>VisibilityTimeout</c>, <c>MessageRetentionPeriod</c>, ...).
    /// A queue that exists keeps the ones it has; an endpoint's own <c>VisibilityTimeout</c> holds all the same for what it receives.
    /// </summary>
    IDictionary<string, object> QueueAttributes { get; }

    /// <summary>Tags that the queue is created with.</summary>
    IDictionary<string, string> QueueTags { get; }
}
