using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace MassTransit.AmazonSqsTransport;

/// <summary>The right to consume one message: renewed while the consumer works, then given up by deleting the message or giving it back.</summary>
sealed partial class MessageLease : ReceiveLockContext
{
    readonly TimeProvider _clock;
    readonly Uri _inputAddress;
    readonly Lock _lock = new();
    readonly ILogger _logger;
    readonly string _messageId;
    readonly QueueConnection _queue;
    readonly SqsReceiveSettings _settings;
    readonly TimeSpan _visibility;
    DateTimeOffset _dueAt;
    string _receiptHandle;
    DateTimeOffset _receivedAt;
    bool _renewing;
    State _state;
    DateTimeOffset _visibleAt;

    public MessageLease(Message message, TimeSpan visibility, SqsReceiveSettings settings, QueueConnection queue, Uri inputAddress, TimeProvider clock, ILogger logger)
    {
        (_visibility, _settings, _queue, _inputAddress, _clock, _logger) = (visibility, settings, queue, inputAddress, clock, logger);
        _messageId = message.MessageId;
        _receiptHandle = message.ReceiptHandle;
        Granted(_clock.GetUtcNow());
    }

    enum State
    {
        Held,
        Unrenewed,
        Lost,
        Settled
    }

    public string MessageId => _messageId;

    /// <summary>Called once, when the consumer is done and before the message is deleted: the next message may start meanwhile.</summary>
    public Action? Settling { get; set; }

    /// <summary>The same message was received again here: its lock had run out, and the running consumer has it back.</summary>
    public bool Adopt(Message message)
    {
        lock (_lock)
        {
            if (_state == State.Settled)
                return false;
            _receiptHandle = message.ReceiptHandle;
            _state = State.Held;
            Granted(_clock.GetUtcNow());
            return true;
        }
    }

    public Task ValidateLockStatus()
    {
        lock (_lock)
        {
            if (IsLost(_clock.GetUtcNow()))
                throw LockLost();
        }

        return Task.CompletedTask;
    }

    public Task Complete()
    {
        Settling?.Invoke();
        string handle;
        lock (_lock)
        {
            if (IsLost(_clock.GetUtcNow()))
            {
                Log.NotAcknowledged(_logger, _messageId, _queue.Name);
                throw LockLost();
            }

            _state = State.Settled;
            handle = _receiptHandle;
        }

        return _queue.Deleter.Add(new DeleteMessageBatchRequestEntry { ReceiptHandle = handle });
    }

    public Task Faulted(Exception exception) => GiveBack(_settings.RedeliverVisibilitySeconds);

    /// <summary>Lets others have the message after so many seconds. It would come back by itself, later: failing to do this is no failure.</summary>
    public async Task GiveBack(int seconds)
    {
        string handle;
        lock (_lock)
        {
            if (_state == State.Lost)
                return;
            _state = State.Settled;
            handle = _receiptHandle;
        }

        try
        {
            await ChangeVisibility(handle, seconds).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.NotGivenBack(_logger, exception, _messageId, _queue.Name);
        }
    }

    public async Task Renew()
    {
        RenewalStep step;
        string handle;
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            if (_state is State.Lost or State.Settled || _renewing)
                return;
            step = VisibilityRenewal.Decide(now, _receivedAt, _visibleAt, _dueAt, _settings.RenewalVisibility, _settings.MaxVisibility);
            handle = _receiptHandle;
            switch (step.Action)
            {
                case RenewalAction.Lost:
                    Lose(null);
                    return;
                case RenewalAction.Stop when _state == State.Held:
                    _state = State.Unrenewed;
                    Log.NoLongerRenewed(_logger, _messageId, _queue.Name, now - _receivedAt);
                    return;
                case RenewalAction.Renew:
                    _renewing = true;
                    break;
                default:
                    return;
            }
        }

        try
        {
            await ChangeVisibility(handle, step.Seconds).ConfigureAwait(false);
            lock (_lock)
                Extended(handle, now, TimeSpan.FromSeconds(step.Seconds));
        }
        catch (AmazonSQSException exception) when (IsLockLost(exception))
        {
            lock (_lock)
            {
                if (_state != State.Settled && handle == _receiptHandle)
                    Lose(exception);
            }
        }
        catch (Exception exception)
        {
            // Still due: tried again at the next look, until the visibility has run out.
            Log.NotRenewed(_logger, exception, _messageId, _queue.Name);
        }
        finally
        {
            lock (_lock)
                _renewing = false;
        }
    }

    void Granted(DateTimeOffset now)
    {
        _receivedAt = now;
        _visibleAt = now + _visibility;
        _dueAt = VisibilityRenewal.DueAt(now, _visibility);
    }

    void Extended(string handle, DateTimeOffset now, TimeSpan visibility)
    {
        if (handle != _receiptHandle)
            return;
        _visibleAt = now + visibility;
        _dueAt = VisibilityRenewal.DueAt(now, visibility);
    }

    bool IsLost(DateTimeOffset now)
    {
        if (_state is State.Held or State.Unrenewed && now >= _visibleAt)
            Lose(null);
        return _state == State.Lost;
    }

    void Lose(Exception? exception)
    {
        _state = State.Lost;
        Log.Lost(_logger, exception, _messageId, _queue.Name);
    }

    Task ChangeVisibility(string handle, int seconds)
        => _queue.Visibility.Add(new ChangeMessageVisibilityBatchRequestEntry { ReceiptHandle = handle, VisibilityTimeout = seconds });

    AmazonSqsTransportException LockLost()
        => new(_inputAddress, $"The lock on message {_messageId} is lost: it was not renewed in time, and the message is delivered again.");

    static bool IsLockLost(AmazonSQSException exception)
        => exception is MessageNotInflightException or ReceiptHandleIsInvalidException or QueueDoesNotExistException
            || exception.ErrorCode is { } code && (code.EndsWith("MessageNotInflight", StringComparison.Ordinal)
                || code.EndsWith("ReceiptHandleIsInvalid", StringComparison.Ordinal) || code.EndsWith("InvalidParameterValue", StringComparison.Ordinal));

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the lock on message {MessageId} of {Queue}: it is visible to other consumers while it is still consumed here")]
        public static partial void Lost(ILogger logger, Exception? exception, string messageId, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} was consumed but is not acknowledged, because its lock was lost: it is delivered again")]
        public static partial void NotAcknowledged(ILogger logger, string messageId, string queue);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} has been consumed for {Duration} and is no longer kept invisible")]
        public static partial void NoLongerRenewed(ILogger logger, string messageId, string queue, TimeSpan duration);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Could not renew the visibility of message {MessageId} of {Queue}")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string messageId, string queue);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Could not give back message {MessageId} of {Queue}: it comes back when its visibility timeout ends")]
        public static partial void NotGivenBack(ILogger logger, Exception exception, string messageId, string queue);
    }
}
