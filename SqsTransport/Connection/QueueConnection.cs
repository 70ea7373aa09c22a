using Amazon.SQS;
using Amazon.SQS.Model;

namespace MassTransit.AmazonSqsTransport;

/// <summary>One queue that exists, with a batcher for each kind of request that SQS takes in batches.</summary>
sealed class QueueConnection : IAsyncDisposable
{
    public QueueConnection(IAmazonSQS client, string name, string url)
    {
        (Name, Url) = (name, url);

        Sender = new Batcher<SendMessageBatchRequestEntry>(QueueName.IsFifo(name) ? BatchPolicy.FifoSend : BatchPolicy.Send,
            MessageSize.Of, (entry, id) => entry.Id = id,
            async entries => (await client.SendMessageBatchAsync(new SendMessageBatchRequest(url, entries)).ConfigureAwait(false)).Failed);

        Deleter = new Batcher<DeleteMessageBatchRequestEntry>(BatchPolicy.Delete, _ => 0, (entry, id) => entry.Id = id,
            async entries => (await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest(url, entries)).ConfigureAwait(false)).Failed);

        Visibility = new Batcher<ChangeMessageVisibilityBatchRequestEntry>(BatchPolicy.Visibility, _ => 0, (entry, id) => entry.Id = id,
            async entries => (await client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest(url, entries))
                .ConfigureAwait(false)).Failed);
    }

    public string Name { get; }
    public string Url { get; }
    public Batcher<SendMessageBatchRequestEntry> Sender { get; }
    public Batcher<DeleteMessageBatchRequestEntry> Deleter { get; }
    public Batcher<ChangeMessageVisibilityBatchRequestEntry> Visibility { get; }

    public async ValueTask DisposeAsync()
    {
        await Sender.DisposeAsync().ConfigureAwait(false);
        await Deleter.DisposeAsync().ConfigureAwait(false);
        await Visibility.DisposeAsync().ConfigureAwait(false);
    }
}
