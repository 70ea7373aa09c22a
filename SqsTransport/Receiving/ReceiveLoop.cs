using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using MassTransit.Internals;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>A started endpoint: finds its queue, runs a pump on it, and does both again after a failure, until it is stopped.</summary>
sealed partial class ReceiveLoop : ReceiveTransportHandle
{
    /// <summary>SQS's default, for where the queue's own may not be read.</summary>
    static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);

    readonly SqsReceiveEndpointContext _context;
    readonly QueueDeclaration _declaration;
    readonly SqsHostConfiguration _host;
    readonly ILogger _logger;
    readonly Task _run;
    readonly SqsReceiveSettings _settings;
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationToken _stopAtOnce;
    bool _wasReady;

    public ReceiveLoop(SqsHostConfiguration host, SqsReceiveEndpointContext context, SqsReceiveSettings settings, QueueDeclaration declaration)
    {
        (_host, _context, _settings, _declaration, _logger) = (host, context, settings, declaration, host.Logger);
        _run = Task.Run(Run);
    }

    public async Task Stop(CancellationToken cancellationToken = default)
    {
        _stopAtOnce = cancellationToken;
        await _stop.CancelAsync().ConfigureAwait(false);
        _stopped.TrySetResult();
        await _run.OrCanceled(cancellationToken).ConfigureAwait(false);
    }

    async Task Run()
    {
        LogContext.Current = _context.LogContext;
        var connection = _host.Connection;
        QueueConnection? queue = null;
        try
        {
            await WaitUntilNeeded().ConfigureAwait(false);
            for (var failures = 0; !_stop.IsCancellationRequested;)
            {
                try
                {
                    queue = await connection.Queue(Declaration()).WaitAsync(_stop.Token).ConfigureAwait(false);
                    var visibility = await Prepare(connection, queue).ConfigureAwait(false);
                    var pump = new MessagePump(_host, _context, _settings, connection, queue, visibility);
                    await _context.TransportObservers.NotifyReady(_context.InputAddress).ConfigureAwait(false);
                    _wasReady = true;
                    failures = 0;
                    await PumpAndKeep(pump, connection, queue).ConfigureAwait(false);
                }
                catch (Exception exception) when (!_stop.IsCancellationRequested)
                {
                    // An endpoint lives for as long as its bus: the queue may come back, or the permission.
                    failures++;
                    if (queue != null)
                        await connection.Forget(queue).ConfigureAwait(false);
                    var delay = RetryDelay.After(failures, Random.Shared.NextDouble());
                    Log.Failed(_logger, exception, _settings.QueueName, delay);
                    // A fault before the endpoint was ever ready ends the start of the whole bus, for good. What will pass is waited for instead.
                    if (_wasReady || !WillPass(exception))
                    {
                        await _context.TransportObservers.NotifyFaulted(_context.InputAddress, _context.ConvertException(exception, "The endpoint failed: "))
                            .ConfigureAwait(false);
                    }

                    await Task.Delay(delay, _host.Clock, _stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.Ended(_logger, exception, _settings.QueueName);
        }

        if (_settings.AutoDelete && queue != null)
            await Delete(connection, queue).ConfigureAwait(false);
    }

    static bool WillPass(Exception exception) => exception switch
    {
        AmazonSQSException sqs => (int)sqs.StatusCode >= 500 || sqs.ErrorCode?.Contains("Throttl", StringComparison.Ordinal) == true,
        HttpRequestException or IOException or TimeoutException or AmazonClientException => true,
        _ => false
    };

    // The owner of a reply queue tags it as alive from the start: no sweeper ever sees it without.
    QueueDeclaration Declaration()
        => IsReplyQueue
            ? _declaration with
            {
                Tags = new Dictionary<string, string>(_declaration.Tags, StringComparer.Ordinal)
                {
                    [ReplyQueueSweep.HeartbeatTag] = ReplyQueueSweep.Heartbeat(_host.Clock.GetUtcNow())
                }
            }
            : _declaration;

    bool IsReplyQueue => _settings.AutoDelete && ReplyQueueSweep.IsTemporaryName(_settings.QueueName);

    async Task PumpAndKeep(MessagePump pump, SqsConnection connection, QueueConnection queue)
    {
        using var end = new CancellationTokenSource();
        var keeping = Task.CompletedTask;
        if (IsReplyQueue)
        {
            var keeper = new ReplyQueueKeeper(connection.Client, queue, _host.Options.ReplyQueueHeartbeat, _host.Options.SweepReplyQueues, _host.Clock, _logger);
            keeping = Task.Run(() => keeper.Run(end.Token));
        }

        try
        {
            await Pump(pump).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(false);
        }
    }

    // The bus endpoint: no queue until a request client, a handler or a response address needs one, or every process would make one.
    async Task WaitUntilNeeded()
    {
        if (!_context.ReceivePipe.Connected.IsCompleted)
        {
            await _context.TransportObservers.NotifyReady(_context.InputAddress, false).ConfigureAwait(false);
            await _context.ReceivePipe.Connected.WaitAsync(_stop.Token).ConfigureAwait(false);
        }

        await _context.DependenciesReady.WaitAsync(_stop.Token).ConfigureAwait(false);
    }

    async Task Pump(MessagePump pump)
    {
        await Task.WhenAny(pump.Completed, _stopped.Task).ConfigureAwait(false);
        if (_stop.IsCancellationRequested)
            await pump.Stop("The endpoint is stopped", _stopAtOnce).ConfigureAwait(false);
        await pump.Completed.ConfigureAwait(false);

        if (pump.Failure is { } failure && !_stop.IsCancellationRequested)
            throw failure;
        await _context.TransportObservers.NotifyCompleted(_context.InputAddress, pump).ConfigureAwait(false);
        _context.LogConsumerCompleted(pump.DeliveryCount, pump.ConcurrentDeliveryCount);
    }

    async Task<TimeSpan> Prepare(SqsConnection connection, QueueConnection queue)
    {
        if (_settings.PurgeOnStartup)
        {
            await connection.Client.PurgeQueueAsync(queue.Url, _stop.Token).ConfigureAwait(false);
            _settings.PurgeOnStartup = false;
        }

        if (_settings.VisibilitySeconds is { } own)
            return TimeSpan.FromSeconds(Math.Max(1, own));
        try
        {
            var attributes = await connection.Client.GetQueueAttributesAsync(queue.Url, [QueueAttributeName.VisibilityTimeout], _stop.Token).ConfigureAwait(false);
            if (attributes.Attributes?.TryGetValue(QueueAttributeName.VisibilityTimeout, out var text) == true
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return TimeSpan.FromSeconds(Math.Max(1, seconds));
        }
        catch (AmazonSQSException exception) when (exception.ErrorCode?.Contains("AccessDenied", StringComparison.Ordinal) == true)
        {
            Log.VisibilityUnknown(_logger, exception, queue.Name, DefaultVisibility);
        }

        return DefaultVisibility;
    }

    async Task Delete(SqsConnection connection, QueueConnection queue)
    {
        try
        {
            await connection.Delete(queue).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Stopping goes on: a queue that is left behind is swept by another bus.
            Log.NotDeleted(_logger, exception, queue.Name);
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The endpoint on {Queue} failed and starts again in {Delay}")]
        public static partial void Failed(ILogger logger, Exception exception, string queue, TimeSpan delay);

        [LoggerMessage(Level = LogLevel.Error, Message = "The endpoint on {Queue} ended unexpectedly")]
        public static partial void Ended(ILogger logger, Exception exception, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The visibility timeout of {Queue} may not be read: {Visibility} is assumed")]
        public static partial void VisibilityUnknown(ILogger logger, Exception exception, string queue, TimeSpan visibility);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The temporary queue {Queue} could not be deleted")]
        public static partial void NotDeleted(ILogger logger, Exception exception, string queue);
    }
}
