using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>
/// Goes once through a queue. SQS shows a message only by hiding it from others, so what is seen stays hidden until the sweep ends and is
/// then given back at once; what a process that is killed had in hand comes back by itself, soon.
/// </summary>
internal sealed class QueueSweep : IAsyncDisposable
{
    const int BatchSize = 10; // what SQS gives and takes in one request

    readonly IAmazonSQS _sqs;
    readonly ErrorQueue _queue;
    readonly int _visibilitySeconds;
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _held = new(StringComparer.Ordinal);

    QueueSweep(IAmazonSQS sqs, ErrorQueue queue, int visibilitySeconds) => (_sqs, _queue, _visibilitySeconds) = (sqs, queue, visibilitySeconds);

    /// <exception cref="QueueUnusableException">Looking at the queue would change it.</exception>
    public static async Task<QueueSweep> StartAsync(IAmazonSQS sqs, ErrorQueue queue, CancellationToken cancellationToken)
    {
        var attributes = (await sqs.GetQueueAttributesAsync(queue.Url, ["ApproximateNumberOfMessages", "RedrivePolicy"], cancellationToken)).Attributes ?? [];
        if (attributes.TryGetValue("RedrivePolicy", out var policy) && policy.Length > 0)
        {
            throw new QueueUnusableException($"'{queue.Name}' has a redrive policy ({policy}): every look counts as a receive, and one too many would move "
                + "a message elsewhere. Error queues need no such policy; remove it (aws sqs set-queue-attributes, an empty RedrivePolicy) and look again.");
        }

        return new QueueSweep(sqs, queue, VisibilitySeconds(int.Parse(attributes["ApproximateNumberOfMessages"], CultureInfo.InvariantCulture)));
    }

    /// <summary>How many messages the queue holds, hidden ones among them; SQS may be up to a minute late.</summary>
    public async Task<int> CountAsync()
    {
        var counts = await _sqs.GetQueueAttributesAsync(_queue.Url,
            ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"], CancellationToken.None);
        return counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible + counts.ApproximateNumberOfMessagesDelayed;
    }

    /// <summary>
    /// Long enough to reach the queue's end before the first message comes back: about 200 messages/s, which one connection manages at
    /// 40 ms a request; no less than half a minute and no more than ten.
    /// </summary>
    public static int VisibilitySeconds(int messages) => Math.Clamp(30 + (messages / 200), 30, 600);

    /// <summary>Every message once, in the batches in which they come; ends at the end of the queue or when it is cancelled.</summary>
    /// <param name="size">How many are wanted next, at most ten.</param>
    public async IAsyncEnumerable<IReadOnlyList<FailedMessage>> BatchesAsync(Func<int> size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Cancelling a receive would hide what it was about to bring, so none is cancelled; they take a second at most.
        var withoutNews = 0;
        while (!cancellationToken.IsCancellationRequested && withoutNews < 3)
        {
            var received = (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(_queue.Url)
            {
                MaxNumberOfMessages = Math.Clamp(size(), 1, BatchSize),
                VisibilityTimeout = _visibilitySeconds,
                WaitTimeSeconds = 1, // a long poll asks all of SQS's servers, so nothing means nothing
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            }, CancellationToken.None)).Messages ?? [];
            if (received.Count == 0)
                yield break;

            var news = new List<FailedMessage>(received.Count);
            foreach (var message in received)
            {
                _held[message.MessageId] = message.ReceiptHandle;
                if (_seen.Add(message.MessageId))
                    news.Add(FailedMessageReader.Read(_queue, message));
            }

            withoutNews = news.Count == 0 ? withoutNews + 1 : 0;
            if (news.Count > 0)
                yield return news;
        }
    }

    /// <summary>Deletes messages of this sweep, and answers the ids of those that are still there.</summary>
    public async Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<FailedMessage> messages)
    {
        var remaining = messages.Select(message => message.Id).ToList();
        for (var attempt = 0; attempt < 3 && remaining.Count > 0; attempt++)
        {
            var request = new DeleteMessageBatchRequest(_queue.Url, [.. remaining.Select((id, index) => new DeleteMessageBatchRequestEntry(Entry(index), _held[id]))]);
            var failed = (await _sqs.DeleteMessageBatchAsync(request, CancellationToken.None)).Failed ?? [];
            var ids = remaining;
            remaining = [.. failed.Select(entry => ids[int.Parse(entry.Id, CultureInfo.InvariantCulture)])];
            foreach (var id in ids.Except(remaining))
                _held.Remove(id);
        }

        return remaining;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var handles in _held.Values.Chunk(BatchSize))
        {
            // An entry that fails is of a message that is visible or gone already.
            await _sqs.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest(_queue.Url,
                [.. handles.Select((handle, index) => new ChangeMessageVisibilityBatchRequestEntry(Entry(index), handle) { VisibilityTimeout = 0 })]), CancellationToken.None);
        }

        _held.Clear();
    }

    static string Entry(int index) => index.ToString(CultureInfo.InvariantCulture);
}
