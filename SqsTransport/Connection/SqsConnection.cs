using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Middleware;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>The client of a running bus and the queues it knows. SQS is plain HTTP: there is nothing to keep open.</summary>
sealed partial class SqsConnection : Agent
{
    readonly SqsHostConfiguration _host;
    readonly ConcurrentDictionary<string, Lazy<Task<QueueConnection>>> _queues = new(StringComparer.Ordinal);

    public SqsConnection(SqsHostConfiguration host)
    {
        _host = host;
        Client = host.Settings.CreateClient();
        SetReady();
    }

    public IAmazonSQS Client { get; }

    /// <summary>The queue, looked up once and created where it is missing and may be.</summary>
    public async Task<QueueConnection> Queue(QueueDeclaration queue)
    {
        var entry = _queues.GetOrAdd(queue.Name, _ => new Lazy<Task<QueueConnection>>(() => Resolve(queue)));
        try
        {
            return await entry.Value.ConfigureAwait(false);
        }
        catch
        {
            // The next asker looks again: a queue may be created, or a permission given, at any time.
            _queues.TryRemove(new KeyValuePair<string, Lazy<Task<QueueConnection>>>(queue.Name, entry));
            throw;
        }
    }

    /// <summary>Sends; a queue that was deleted since it was looked up is looked up, and created, once more.</summary>
    public async Task Send(QueueDeclaration queue, SendMessageBatchRequestEntry entry)
    {
        var connection = await Queue(queue).ConfigureAwait(false);
        try
        {
            await connection.Sender.Add(entry).ConfigureAwait(false);
        }
        catch (QueueDoesNotExistException)
        {
            await Forget(connection).ConfigureAwait(false);
            if (!queue.Create)
                throw;
            connection = await Queue(queue).ConfigureAwait(false);
            await connection.Sender.Add(entry).ConfigureAwait(false);
        }
    }

    /// <summary>The queue is looked up again when it is next needed.</summary>
    public async Task Forget(QueueConnection queue)
    {
        if (_queues.TryGetValue(queue.Name, out var entry) && entry is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
            && ReferenceEquals(await entry.Value.ConfigureAwait(false), queue)
            && _queues.TryRemove(new KeyValuePair<string, Lazy<Task<QueueConnection>>>(queue.Name, entry)))
            await queue.DisposeAsync().ConfigureAwait(false);
    }

    public async Task Delete(QueueConnection queue)
    {
        await Forget(queue).ConfigureAwait(false);
        await Client.DeleteQueueAsync(queue.Url).ConfigureAwait(false);
        Log.Deleted(_host.Logger, queue.Name);
    }

    protected override async Task StopAgent(StopContext context)
    {
        foreach (var entry in _queues.Values.Where(x => x is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await entry.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        Client.Dispose();
        await base.StopAgent(context).ConfigureAwait(false);
    }

    async Task<QueueConnection> Resolve(QueueDeclaration wanted)
    {
        // A queue that this bus also receives from is created as its endpoint wants it, whoever needs it first.
        var queue = wanted.Create && _host.Endpoints.TryGetValue(wanted.Name, out var endpoint) ? endpoint : wanted;
        var url = await FindUrl(queue.Name).ConfigureAwait(false);
        if (url == null)
        {
            if (!queue.Create)
                throw new QueueDoesNotExistException($"The queue {queue.Name} does not exist; its owner has deleted it.");
            if (!_host.Options.CreateQueues)
                throw new AmazonSqsTransportException(new AmazonSqsEndpointAddress(_host.HostAddress, queue.Name),
                    $"The queue {queue.Name} does not exist, and this bus uses existing queues only. Create it, or set CreateQueues.");
            url = await Create(queue).ConfigureAwait(false);
        }

        return new QueueConnection(Client, queue.Name, url);
    }

    async Task<string?> FindUrl(string name)
    {
        try
        {
            return (await Client.GetQueueUrlAsync(name).ConfigureAwait(false)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    async Task<string> Create(QueueDeclaration queue)
    {
        var attributes = new Dictionary<string, string>(queue.Attributes, StringComparer.Ordinal);
        if (queue.IsFifo)
            attributes[QueueAttributeName.FifoQueue] = "true";
        if (queue.DeadLetters != null && !attributes.ContainsKey(QueueDeclaration.RedrivePolicy))
            attributes[QueueDeclaration.RedrivePolicy] = await Redrive(queue.DeadLetters).ConfigureAwait(false);

        try
        {
            var created = await Client.CreateQueueAsync(new CreateQueueRequest(queue.Name) { Attributes = attributes, Tags = queue.Tags })
                .ConfigureAwait(false);
            Log.Created(_host.Logger, queue.Name, created.QueueUrl);
            return created.QueueUrl;
        }
        catch (AmazonSQSException exception) when (queue.Tags.Remove(ReplyQueueSweep.HeartbeatTag) && IsDenied(exception))
        {
            // Tagging is a permission of its own. Without it the queue works, and no sweeper ever touches it.
            return await Create(queue).ConfigureAwait(false);
        }
        catch (QueueNameExistsException)
        {
            // Another process was faster, with other attributes: its queue is as good as any that existed before.
            return await FindUrl(queue.Name).ConfigureAwait(false) ?? throw new QueueDoesNotExistException(queue.Name);
        }
    }

    static bool IsDenied(AmazonSQSException exception) => exception.ErrorCode?.Contains("AccessDenied", StringComparison.Ordinal) == true;

    async Task<string> Redrive(QueueDeclaration deadLetters)
    {
        var queue = await Queue(deadLetters).ConfigureAwait(false);
        var attributes = await Client.GetQueueAttributesAsync(queue.Url, [QueueAttributeName.QueueArn]).ConfigureAwait(false);
        return JsonSerializer.Serialize(new
        {
            deadLetterTargetArn = attributes.Attributes[QueueAttributeName.QueueArn],
            maxReceiveCount = _host.Options.RedriveAfterReceives.ToString(CultureInfo.InvariantCulture)
        });
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Created queue {Queue}: {QueueUrl}")]
        public static partial void Created(ILogger logger, string queue, string queueUrl);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Deleted queue {Queue}")]
        public static partial void Deleted(ILogger logger, string queue);
    }
}
