using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>Finds the error queues that there are.</summary>
public sealed class ErrorQueueDirectory(IAmazonSQS sqs)
{
    /// <summary>All error queues whose names begin so, in the order of their names.</summary>
    public async Task<IReadOnlyList<ErrorQueue>> FindAsync(string? prefix, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueue>();
        // A page is asked for in so many words: without a size SQS answers 1,000 queues and no token to go on with.
        var request = new ListQueuesRequest { QueueNamePrefix = prefix is { Length: > 0 } ? prefix : null, MaxResults = 1000 };
        do
        {
            var page = await sqs.ListQueuesAsync(request, cancellationToken);
            found.AddRange((page.QueueUrls ?? []).Select(ErrorQueue.At).Where(queue => ErrorQueue.IsName(queue.Name)));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });
        return [.. found.OrderBy(queue => queue.Name, StringComparer.Ordinal)];
    }

    /// <summary>The queue of this name, whatever it ends with.</summary>
    /// <exception cref="QueueUnusableException">There is none.</exception>
    public async Task<ErrorQueue> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return new ErrorQueue(name, (await sqs.GetQueueUrlAsync(name, cancellationToken)).QueueUrl);
        }
        catch (QueueDoesNotExistException e)
        {
            throw new QueueUnusableException($"There is no queue '{name}'; `facerec-errors queues` lists those there are.", e);
        }
    }
}
