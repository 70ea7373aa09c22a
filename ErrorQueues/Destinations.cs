using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>Sends failed messages back, to whichever queues they belong.</summary>
internal sealed class Destinations(IAmazonSQS sqs)
{
    const int MaxRequestBytes = 1 << 20; // SQS's limit for a request, which is also the limit for one message
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

    /// <summary>Sends, and answers by message why it could not be sent; null for those that SQS has taken.</summary>
    public async Task<IReadOnlyList<(FailedMessage Message, string? Problem)>> SendAsync(string queue, IReadOnlyList<FailedMessage> messages)
    {
        if (await FindAsync(queue) is not { } url)
            return [.. messages.Select(message => (message, (string?)$"There is no queue '{queue}'; name another with --to."))];

        var outcomes = new List<(FailedMessage, string?)>(messages.Count);
        var batch = new List<(FailedMessage Message, SendMessageBatchRequestEntry Entry)>();
        var bytes = 0;
        foreach (var message in messages)
        {
            var entry = RedeliveredMessage.Of(message, batch.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), queue.EndsWith(".fifo", StringComparison.Ordinal));
            if (entry is null)
            {
                outcomes.Add((message, "It has ten attributes of its own, and SQS takes no more: there is no room for the redelivery's id."));
                continue;
            }

            var size = RedeliveredMessage.Size(entry);
            if (batch.Count > 0 && bytes + size > MaxRequestBytes)
            {
                outcomes.AddRange(await SendAsync(url, batch));
                batch.Clear();
                bytes = 0;
                entry.Id = "0";
            }

            batch.Add((message, entry));
            bytes += size;
        }

        if (batch.Count > 0)
            outcomes.AddRange(await SendAsync(url, batch));
        return outcomes;
    }

    async Task<IReadOnlyList<(FailedMessage, string?)>> SendAsync(string url, List<(FailedMessage Message, SendMessageBatchRequestEntry Entry)> batch)
    {
        try
        {
            var reply = await sqs.SendMessageBatchAsync(new SendMessageBatchRequest(url, [.. batch.Select(x => x.Entry)]), CancellationToken.None);
            var failed = (reply.Failed ?? []).ToDictionary(entry => entry.Id, entry => $"SQS did not take it: {entry.Code} {entry.Message}");
            return [.. batch.Select(x => (x.Message, failed.GetValueOrDefault(x.Entry.Id)))];
        }
        catch (AmazonSQSException e)
        {
            return [.. batch.Select(x => (x.Message, (string?)$"SQS did not take it: {e.Message}"))];
        }
    }
}
