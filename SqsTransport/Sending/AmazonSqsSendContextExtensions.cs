namespace MassTransit;

/// <summary>What a message to SQS has beside its headers.</summary>
public static class AmazonSqsSendContextExtensions
{
    /// <summary>Sets the message group, for FIFO queues.</summary>
    public static void SetGroupId(this SendContext context, string groupId) => Sqs(context).GroupId = groupId;

    /// <summary>Sets the message group where the message goes to SQS.</summary>
    public static bool TrySetGroupId(this SendContext context, string groupId)
    {
        if (!context.TryGetPayload(out AmazonSqsSendContext? sqs))
            return false;
        sqs.GroupId = groupId;
        return true;
    }

    /// <summary>Sets the deduplication id, for FIFO queues.</summary>
    public static void SetDeduplicationId(this SendContext context, string deduplicationId) => Sqs(context).DeduplicationId = deduplicationId;

    /// <summary>Sets the deduplication id where the message goes to SQS.</summary>
    public static bool TrySetDeduplicationId(this SendContext context, string deduplicationId)
    {
        if (!context.TryGetPayload(out AmazonSqsSendContext? sqs))
            return false;
        sqs.DeduplicationId = deduplicationId;
        return true;
    }

    /// <summary>Sets the delay: at most 900 seconds, parts of a second count as a whole one.</summary>
    public static void SetDelay(this SendContext context, TimeSpan delay) => Sqs(context).Delay = delay;

    /// <summary>Sets the delay where the message goes to SQS.</summary>
    public static bool TrySetDelay(this SendContext context, TimeSpan delay)
    {
        if (!context.TryGetPayload(out AmazonSqsSendContext? sqs))
            return false;
        sqs.Delay = delay;
        return true;
    }

    static AmazonSqsSendContext Sqs(SendContext context)
        => context.TryGetPayload(out AmazonSqsSendContext? sqs) ? sqs : throw new ArgumentException("The message is not sent to Amazon SQS.", nameof(context));
}
