using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Says that a bus's own reply queue is alive, and deletes those of processes that were killed.</summary>
sealed partial class ReplyQueueKeeper(IAmazonSQS client, QueueConnection own, TimeSpan interval, bool sweeps, TimeProvider clock, ILogger logger)
{
    readonly Dictionary<string, (string Heartbeat, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);
    bool _sweeps = sweeps;

    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await Beat(cancellationToken).ConfigureAwait(false);
                if (_sweeps)
                    await Sweep(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    async Task Beat(CancellationToken cancellationToken)
    {
        try
        {
            var tags = new Dictionary<string, string> { [ReplyQueueSweep.HeartbeatTag] = ReplyQueueSweep.Heartbeat(clock.GetUtcNow()) };
            await client.TagQueueAsync(new TagQueueRequest { QueueUrl = own.Url, Tags = tags }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next beat comes soon, and five may be missed.
            Log.NotBeaten(logger, exception, own.Name);
        }
    }

    /// <summary>Looks at every reply queue once, and deletes those that are orphaned.</summary>
    public async Task Sweep(CancellationToken cancellationToken)
    {
        try
        {
            var present = new HashSet<string>(StringComparer.Ordinal);
            var request = new ListQueuesRequest { MaxResults = 1000 };
            do
            {
                var page = await client.ListQueuesAsync(request, cancellationToken).ConfigureAwait(false);
                foreach (var url in (page.QueueUrls ?? []).Where(url => url != own.Url && ReplyQueueSweep.IsTemporaryName(url)))
                {
                    present.Add(url);
                    await Look(url, cancellationToken).ConfigureAwait(false);
                }

                request.NextToken = page.NextToken;
            }
            while (!string.IsNullOrEmpty(request.NextToken));

            foreach (var gone in _seen.Keys.Where(url => !present.Contains(url)).ToArray())
                _seen.Remove(gone);
        }
        catch (AmazonSQSException exception) when (exception.ErrorCode?.Contains("AccessDenied", StringComparison.Ordinal) == true)
        {
            _sweeps = false;
            Log.MayNotSweep(logger, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotSwept(logger, exception);
        }
    }

    async Task Look(string url, CancellationToken cancellationToken)
    {
        if (await ReadHeartbeat(url, cancellationToken).ConfigureAwait(false) is not { } heartbeat)
            return;

        var now = clock.GetUtcNow();
        if (!_seen.TryGetValue(url, out var seen) || seen.Heartbeat != heartbeat)
            _seen[url] = seen = (heartbeat, now);
        if (!ReplyQueueSweep.IsOrphaned(heartbeat, seen.Since, now, interval))
            return;

        // Its owner may have come back since the first look, out of a suspended machine.
        if (await ReadHeartbeat(url, cancellationToken).ConfigureAwait(false) != heartbeat)
            return;
        await client.DeleteQueueAsync(url, cancellationToken).ConfigureAwait(false);
        _seen.Remove(url);
        Log.Swept(logger, url);
    }

    async Task<string?> ReadHeartbeat(string url, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, cancellationToken).ConfigureAwait(false);
            return tags.Tags?.GetValueOrDefault(ReplyQueueSweep.HeartbeatTag);
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {QueueUrl}, the reply queue of a process that is gone")]
        public static partial void Swept(ILogger logger, string queueUrl);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Could not renew the heartbeat of reply queue {Queue}")]
        public static partial void NotBeaten(ILogger logger, Exception exception, string queue);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Could not look for reply queues that were left behind")]
        public static partial void NotSwept(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "Reply queues that were left behind are not swept: the permission to list or delete queues is missing")]
        public static partial void MayNotSweep(ILogger logger, Exception exception);
    }
}
