using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>Finds the error queues that there are.</summary>
public sealed class ErrorQueueDirectory(IAmazonSQS sqs)
{
    // Requests at a time.
    const int Parallel = 16;

    /// <summary>All error queues whose names begin so, and the dead-letter queues of others whose names begin so, in the order of their names.</summary>
    public async Task<IReadOnlyList<ErrorQueue>> FindAsync(string? prefix, CancellationToken cancellationToken)
    {
        var urls = await ListAsync(prefix, cancellationToken);
        var found = urls.Select(ErrorQueue.At).Where(queue => ErrorQueue.IsName(queue.Name)).ToDictionary(queue => queue.Name, StringComparer.Ordinal);
        foreach (var batch in urls.Where(url => !ErrorQueue.IsName(ErrorQueue.At(url).Name)).Chunk(Parallel))
        {
            foreach (var (source, target) in await Task.WhenAll(batch.Select(url => DeadLetterQueueOfAsync(url, cancellationToken))))
            {
                if (target is not null && !found.ContainsKey(target))
                    found[target] = await GetAsync(target, cancellationToken) with { DeadLetterOf = source };
            }
        }

        return [.. found.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal)];
    }

    async Task<(string Source, string? Target)> DeadLetterQueueOfAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            var attributes = (await sqs.GetQueueAttributesAsync(url, ["RedrivePolicy"], cancellationToken)).Attributes ?? [];
            if (!attributes.TryGetValue("RedrivePolicy", out var policy) || policy.Length == 0)
                return (url, null);
            using var document = JsonDocument.Parse(policy);
            return (ErrorQueue.At(url).Name, FailedMessageReader.QueueOfArn(document.RootElement.GetProperty("deadLetterTargetArn").GetString()));
        }
        catch (QueueDoesNotExistException)
        {
            return (url, null); // temporary queues come and go
        }
    }

    async Task<IReadOnlyList<string>> ListAsync(string? prefix, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        // A page is asked for in so many words: without a size SQS answers 1,000 queues and no token to go on with.
        var request = new ListQueuesRequest { QueueNamePrefix = prefix is { Length: > 0 } ? prefix : null, MaxResults = 1000 };
        do
        {
            var page = await sqs.ListQueuesAsync(request, cancellationToken);
            found.AddRange(page.QueueUrls ?? []);
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });
        return found;
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
