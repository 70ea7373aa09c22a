namespace MassTransit.AmazonSqsTransport;

/// <summary>What SQS can do of a delay.</summary>
static class SendDelay
{
    /// <summary>
    /// Whole seconds, rounded up: a message comes late rather than early. Null for no delay. Longer than SQS holds a message is refused:
    /// cut silently, it would come hours too soon; chained through several delays, it would be lost to a receiver that knows no chains.
    /// </summary>
    public static int? Seconds(TimeSpan? delay, QueueDeclaration queue)
    {
        if (delay is not { } wanted || wanted <= TimeSpan.Zero)
            return null;
        if (queue.IsFifo)
            throw new NotSupportedException($"The message to {queue.Name} has a delay, and a FIFO queue has none for single messages. Set the queue's DelaySeconds, or use a standard queue.");
        if (wanted > TimeSpan.FromSeconds(SqsLimits.MaxDelaySeconds))
            throw new NotSupportedException($"The message to {queue.Name} has a delay of {wanted}, and SQS holds a message back for at most 15 minutes. Use a scheduler with a store for longer ones.");

        return (int)Math.Ceiling(wanted.TotalSeconds);
    }
}
