using System.Runtime.CompilerServices;
using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Looks into error queues and leaves them as they were.</summary>
public sealed class FailedMessages(IAmazonSQS sqs)
{
    /// <summary>
    /// The messages that match, as they come. Those looked at are hidden from others until the enumeration ends, and no longer. Each look
    /// counts as a receive, which matters only where a redrive policy counts them: such a queue is refused.
    /// </summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async IAsyncEnumerable<FailedMessage> FindAsync(IEnumerable<ErrorQueue> queues, MessageFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var queue in queues)
        {
            await using var sweep = await QueueSweep.StartAsync(sqs, queue, cancellationToken);
            await foreach (var batch in sweep.BatchesAsync(() => 10, cancellationToken))
            {
                foreach (var message in batch.Where(filter.Matches))
                    yield return message;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
