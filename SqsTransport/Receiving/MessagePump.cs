using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Internals;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Receives from one queue, hands the messages to the endpoint, and keeps them invisible until they are settled.</summary>
sealed partial class MessagePump : ConsumerAgent<string>
{
    readonly TimeProvider _clock;
    readonly IAmazonSQS _client;
    readonly SemaphoreSlim _concurrency;
    readonly SqsReceiveEndpointContext _context;
    readonly CancellationTokenSource _cutPolls = new();
    readonly MessageGroups? _groups;
    readonly InFlightMessages _inFlight = new();
    readonly ILogger _logger;
    readonly PrefetchWindow _prefetch;
    readonly QueueConnection _queue;
    readonly SqsReceiveSettings _settings;
    readonly TimeSpan _visibility;
    readonly int _waitSeconds;
    int _pollers = 1;

    public MessagePump(SqsHostConfiguration host, SqsReceiveEndpointContext context, SqsReceiveSettings settings, SqsConnection connection,
        QueueConnection queue, TimeSpan visibility)
        : base(context, StringComparer.Ordinal)
    {
        (_context, _settings, _queue, _visibility) = (context, settings, queue, visibility);
        (_clock, _logger, _client) = (host.Clock, host.Logger, connection.Client);
        var concurrency = context.ConcurrentMessageLimit ?? context.PrefetchCount;
        _concurrency = new SemaphoreSlim(concurrency);
        _prefetch = new PrefetchWindow(Math.Max(context.PrefetchCount, concurrency));
        _groups = settings.Ordered ? new MessageGroups(settings.ConcurrentPerGroup) : null;
        _waitSeconds = Polling.WaitSeconds(settings.WaitTimeSeconds, connection.Client.Config.Timeout);

        Stopping.Register(() => _cutPolls.CancelAfter(Polling.StopGrace(settings.AutoDelete)));
        TrySetConsumeTask(Task.Run(Receive));
        _ = Task.Run(RenewUntilCompleted);
        SetReady();
    }

    /// <summary>Why the pump has ended by itself, or null.</summary>
    public Exception? Failure { get; private set; }

    protected override async Task ActiveAndActualAgentsCompleted(StopContext context)
    {
        await base.ActiveAndActualAgentsCompleted(context).ConfigureAwait(false);
        try
        {
            // Those that never started are on their way back to the queue.
            await _inFlight.Drained().OrCanceled(context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.StopCutShort(_logger, _queue.Name, _inFlight.Leases().Length);
        }
    }

    async Task Receive()
    {
        LogContext.Current = _context.LogContext;
        var others = new List<Task>();
        try
        {
            await Poll(others).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsStopping)
        {
        }
        catch (Exception exception)
        {
            Failure = exception;
        }

        Task[] started;
        lock (others)
            started = [.. others];
        await Task.WhenAll(started).ConfigureAwait(false);
    }

    // The first poller stays for as long as the endpoint runs, through every failure of the service but the loss of the queue.
    async Task Poll(List<Task> others)
    {
        var failures = 0;
        while (!IsStopping)
        {
            try
            {
                await ReceiveOnce(others).ConfigureAwait(false);
                if (failures > 0)
                {
                    failures = 0;
                    Log.Recovered(_logger, _queue.Name);
                    await _context.TransportObservers.NotifyReady(_context.InputAddress).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (!IsStopping && exception is not QueueDoesNotExistException)
            {
                failures++;
                var delay = RetryDelay.After(failures, Random.Shared.NextDouble());
                Log.ReceiveFailed(_logger, exception, _queue.Name, delay);
                await _context.TransportObservers.NotifyFaulted(_context.InputAddress, _context.ConvertException(exception, "Receiving failed: "))
                    .ConfigureAwait(false);
                await Task.Delay(delay, _clock, Stopping).ConfigureAwait(false);
            }
        }
    }

    // The others come when a poll brings all it asked for, and go when one brings nothing.
    async Task PollWhileBusy(List<Task> others)
    {
        LogContext.Current = _context.LogContext;
        try
        {
            while (!IsStopping && await ReceiveOnce(others).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (OperationCanceledException) when (IsStopping)
        {
        }
        catch (Exception exception)
        {
            // The first poller meets the same failure, reports it and waits.
            Log.PollerEnded(_logger, exception, _queue.Name);
        }
        finally
        {
            Interlocked.Decrement(ref _pollers);
        }
    }

    async Task<int> ReceiveOnce(List<Task> others)
    {
        var asked = await _prefetch.Take(Stopping).ConfigureAwait(false);
        List<Message> messages = [];
        try
        {
            var response = await _client.ReceiveMessageAsync(new ReceiveMessageRequest(_queue.Url)
            {
                MaxNumberOfMessages = asked,
                WaitTimeSeconds = _waitSeconds,
                VisibilityTimeout = _settings.VisibilitySeconds,
                MessageSystemAttributeNames = ["All"],
                MessageAttributeNames = ["All"]
            }, _cutPolls.Token).ConfigureAwait(false);
            messages = response.Messages ?? [];
        }
        finally
        {
            _prefetch.Return(asked - messages.Count);
        }

        foreach (var message in messages)
            Accept(message);

        if (!IsStopping && Polling.AddsPoller(asked, messages.Count, _prefetch.Free, Volatile.Read(ref _pollers), _prefetch.Size))
            AddPoller(others);
        return messages.Count;
    }

    void AddPoller(List<Task> others)
    {
        lock (others)
        {
            if (_pollers >= Polling.MostPollers(_prefetch.Size))
                return;
            Interlocked.Increment(ref _pollers);
            others.RemoveAll(task => task.IsCompleted);
            others.Add(Task.Run(() => PollWhileBusy(others)));
        }
    }

    // In the order of receipt: here a message takes its place in its group.
    void Accept(Message message)
    {
        message.MessageAttributes ??= [];
        message.Attributes ??= [];
        if (!_inFlight.Add(message, Grant, out var lease))
        {
            Log.ReceivedAgain(_logger, message.MessageId, _queue.Name);
            _prefetch.Return(1);
            return;
        }

        var turn = _groups != null && message.Attributes.TryGetValue(MessageSystemAttributeName.MessageGroupId, out var group) ? _groups.Enter(group) : null;
        _ = Task.Run(() => Handle(message, lease, turn));
    }

    MessageLease Grant(Message message) => new(message, _visibility, _settings, _queue, _context.InputAddress, _clock, _logger);

    // Ends without exception: a failure has been reported to the endpoint's observers, and the message comes back.
    async Task Handle(Message message, MessageLease lease, MessageGroups.Turn? turn)
    {
        LogContext.Current = _context.LogContext;
        var failed = true;
        try
        {
            if (await WaitForStart(turn).ConfigureAwait(false))
                failed = !await Consume(message, lease).ConfigureAwait(false);
            else
                await lease.GiveBack(0).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.HandlingFailed(_logger, exception, message.MessageId, _queue.Name);
        }
        finally
        {
            if (turn != null)
                _groups!.Leave(turn, failed);
            _inFlight.Remove(lease);
            _prefetch.Return(1);
        }
    }

    /// <summary>False where the endpoint stops, or where a message before this one of its group has failed. True holds a concurrency slot.</summary>
    async Task<bool> WaitForStart(MessageGroups.Turn? turn)
    {
        try
        {
            if (turn != null && !await turn.Mine.WaitAsync(Stopping).ConfigureAwait(false))
                return false;
            await _concurrency.WaitAsync(Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (!IsStopping)
            return true;
        _concurrency.Release();
        return false;
    }

    async Task<bool> Consume(Message message, MessageLease lease)
    {
        var released = 0;
        lease.Settling = Release;
        try
        {
            var redelivered = message.Attributes.TryGetValue(MessageSystemAttributeName.ApproximateReceiveCount, out var count)
                && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var receives) && receives > 1;
            using var context = new SqsReceiveContext(message, redelivered, _context, lease);
            try
            {
                await Dispatch(message.ReceiptHandle, context, lease).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception)
            {
                context.LogTransportFaulted(exception);
                return false;
            }
        }
        finally
        {
            Release();
        }

        void Release()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
                _concurrency.Release();
        }
    }

    async Task RenewUntilCompleted()
    {
        LogContext.Current = _context.LogContext;
        using var timer = new PeriodicTimer(VisibilityRenewal.LookEvery(_visibility), _clock);
        using var end = new CancellationTokenSource();
        _ = Completed.ContinueWith(_ => end.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                foreach (var lease in _inFlight.Leases())
                    _ = lease.Renew(); // ends without exception, and gathers with the others in one request
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Receiving from {Queue} failed and is tried again in {Delay}")]
        public static partial void ReceiveFailed(ILogger logger, Exception exception, string queue, TimeSpan delay);

        [LoggerMessage(Level = LogLevel.Information, Message = "Receiving from {Queue} works again")]
        public static partial void Recovered(ILogger logger, string queue);

        [LoggerMessage(Level = LogLevel.Debug, Message = "An additional poller of {Queue} ended")]
        public static partial void PollerEnded(ILogger logger, Exception exception, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} was received again while it is consumed here: the consumer goes on with the new receipt")]
        public static partial void ReceivedAgain(ILogger logger, string messageId, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Handling message {MessageId} of {Queue} failed")]
        public static partial void HandlingFailed(ILogger logger, Exception exception, string messageId, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping {Queue} was cut short with {Count} messages still being consumed: they are delivered again")]
        public static partial void StopCutShort(ILogger logger, string queue, int count);
    }
}
