using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>An error queue and how many messages it holds, by SQS's counts, which may be a minute late.</summary>
/// <param name="InFlight">Hidden: somebody looks at them, or sends them back.</param>
/// <param name="DeadLetterOf">The queue whose redrive policy sends messages here; null where MassTransit alone moves them.</param>
public sealed record QueueView(string Queue, int Visible, int InFlight, string? DeadLetterOf)
{
    public static async Task<QueueView> OfAsync(IAmazonSQS sqs, ErrorQueue queue, CancellationToken cancellationToken)
    {
        var counts = await sqs.GetQueueAttributesAsync(queue.Url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], cancellationToken);
        return new QueueView(queue.Name, counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible, queue.DeadLetterOf);
    }
}
