using Amazon.S3;
using Amazon.SQS;
using FaceRec.ErrorQueues;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>The installation's failed messages, for those who operate it.</summary>
internal sealed class ErrorDesk(IAmazonSQS sqs, IAmazonS3 s3, Buckets buckets, TimeProvider clock, IOptions<InstallationOptions> installation) : IDisposable
{
    readonly FailedMessages _messages = new(sqs);
    readonly ErrorQueueDirectory _directory = new(sqs);
    readonly ErrorStore _store = new(s3, buckets.Output);

    // SQS hides from one look what another sees.
    readonly SemaphoreSlim _looking = new(1);

    string Prefix => $"{installation.Value.Id}-";

    /// <summary>Actions in the name of a caller.</summary>
    public ErrorActions ActionsOf(Caller caller) => new(sqs, _store, caller.Id, clock);

    public AuditTrail Trail => new(_store, clock);

    public MessageArchive Archive => new(sqs, _store);

    /// <summary>Whether a queue is of this installation: no other is read or sent to.</summary>
    public bool Owns(string queue) => queue.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="QueueUnusableException">There is no such queue in this installation.</exception>
    public async Task<IReadOnlyList<ErrorQueue>> QueuesAsync(string? queue, CancellationToken cancellationToken) =>
        queue is null ? await _directory.FindAsync(Prefix, cancellationToken)
        : Owns(queue) ? [await _directory.GetAsync(queue, cancellationToken)]
        : throw new QueueUnusableException($"Queue '{queue}' is not of this installation; its queues begin with {Prefix}");

    public Task<QueueView> CountAsync(ErrorQueue queue, CancellationToken cancellationToken) => QueueView.OfAsync(sqs, queue, cancellationToken);

    public async Task<T> LookAsync<T>(MessageSelection selection, Func<IAsyncEnumerable<FailedMessage>, Task<T>> read, CancellationToken cancellationToken)
    {
        var queues = await QueuesAsync(selection.Queue, cancellationToken);
        await _looking.WaitAsync(cancellationToken);
        try
        {
            return await read(_messages.FindAsync(queues, selection, cancellationToken));
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>The message with this id, SQS's or MassTransit's; null where there is none.</summary>
    public Task<FailedMessage?> FindAsync(string id, CancellationToken cancellationToken) =>
        LookAsync(new MessageSelection { Message = id }, async found => await found.FirstOrDefaultAsync(cancellationToken), cancellationToken);

    public async Task<MessageView> ShowAsync(FailedMessage message, CancellationToken cancellationToken) =>
        MessageView.Full(message, await PictureState.OfAsync(message, s3, buckets.Input, cancellationToken));

    public void Dispose() => _looking.Dispose();
}
