using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>Sends messages, to whichever queues they belong.</summary>
internal sealed class Destinations(IAmazonSQS sqs)
{
    const int MaxRequestBytes = 1 << 20; // SQS's limit for a request, which is also the limit for one message
    const int MaxAttributes = 10; // SQS's limit for a message
    readonly Dictionary<string, string?> _urls = new(StringComparer.Ordinal);

    /// <summary>The queue's URL; null where there is no such queue.</summary>
    public async Task<string?> FindAsync(string queue)
    {
        if (!_urls.TryGetValue(queue, out var url))
        {
            try
            {
                url = (await sqs.GetQueueUrlAsync(queue, CancellationToken.None)).QueueUrl;
            }
            catch (QueueDoesNotExistException)
            {
                url = null;
            }

            _urls[queue] = url;
        }

        return url;
    }

    /// <summary>Answers as sending would, as far as that can be told without sending.</summary>
    public async Task<IReadOnlyList<(T Item, string? Problem)>> CheckAsync<T>(string queue, IReadOnlyList<T> items)
    {
        var problem = await FindAsync(queue) is null ? $"There is no queue '{queue}'; name another with --to." : null;
        return [.. items.Select(item => (item, problem))];
    }

    /// <summary>Sends failed messages back, with their redelivery marks.</summary>
    public Task<IReadOnlyList<(FailedMessage Item, string? Problem)>> SendAsync(string queue, IReadOnlyList<FailedMessage> messages)
        => SendAsync(queue, messages, RedeliveredMessage.Of);

    /// <summary>Sends, and answers by message why it could not be sent; null for those that SQS has taken.</summary>
    /// <param name="make">Makes the entry of an item, and is told whether the queue is FIFO.</param>
    public async Task<IReadOnlyList<(T Item, string? Problem)>> SendAsync<T>(string queue, IReadOnlyList<T> items, Func<T, bool, SendMessageBatchRequestEntry> make)
    {
        if (await FindAsync(queue) is not { } url)
            return await CheckAsync(queue, items);

        var outcomes = new List<(T, string?)>(items.Count);
        var batch = new List<(T Item, SendMessageBatchRequestEntry Entry)>();
        var bytes = 0;
        foreach (var item in items)
        {
            var entry = make(item, queue.EndsWith(".fifo", StringComparison.Ordinal));
            if (entry.MessageAttributes.Count > MaxAttributes)
            {
                outcomes.Add((item, "It has ten attributes that are nowhere else, and SQS takes no more: there is no room for the redelivery's id."));
                continue;
            }

            var size = RedeliveredMessage.Size(entry);
            if (batch.Count > 0 && bytes + size > MaxRequestBytes)
            {
                outcomes.AddRange(await SendAsync(url, batch));
                batch.Clear();
                bytes = 0;
            }

            entry.Id = batch.Count.ToString(CultureInfo.InvariantCulture);
            batch.Add((item, entry));
            bytes += size;
        }

        if (batch.Count > 0)
            outcomes.AddRange(await SendAsync(url, batch));
        return outcomes;
    }

    async Task<IReadOnlyList<(T, string?)>> SendAsync<T>(string url, List<(T Item, SendMessageBatchRequestEntry Entry)> batch)
    {
        try
        {
            var reply = await sqs.SendMessageBatchAsync(new SendMessageBatchRequest(url, [.. batch.Select(x => x.Entry)]), CancellationToken.None);
            var failed = (reply.Failed ?? []).ToDictionary(entry => entry.Id, entry => $"SQS did not take it: {entry.Code} {entry.Message}");
            return [.. batch.Select(x => (x.Item, failed.GetValueOrDefault(x.Entry.Id)))];
        }
        catch (AmazonSQSException e)
        {
            return [.. batch.Select(x => (x.Item, (string?)$"SQS did not take it: {e.Message}"))];
        }
    }
}
