namespace MassTransit;

/// <summary>What a message to SQS has beside its headers.</summary>
public interface AmazonSqsSendContext : SendContext
{
    /// <summary>The message group, for FIFO queues: messages of one group are consumed in order.</summary>
    string? GroupId { get; set; }

    /// <summary>The deduplication id, for FIFO queues: a second message of the same id within 5 minutes is dropped.</summary>
    string? DeduplicationId { get; set; }

    /// <summary>The delay in whole seconds, 0 to 900. <see cref="SendContext.Delay"/> is the same in other words.</summary>
    int? DelaySeconds { set; }
}
