using Amazon.SQS.Model;

namespace MassTransit.AmazonSqsTransport;

/// <summary>The messages that are in memory, by id.</summary>
sealed class InFlightMessages
{
    readonly Dictionary<string, MessageLease> _leases = new(StringComparer.Ordinal);
    readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _count;
    bool _closing;

    /// <summary>False where the message is consumed here already: then that consumer goes on with the new receipt.</summary>
    public bool Add(Message message, Func<Message, MessageLease> grant, out MessageLease lease)
    {
        lock (_leases)
        {
            if (_leases.TryGetValue(message.MessageId, out lease!) && lease.Adopt(message))
                return false;
            _leases[message.MessageId] = lease = grant(message);
            _count++;
            return true;
        }
    }

    public void Remove(MessageLease lease)
    {
        lock (_leases)
        {
            if (_leases.TryGetValue(lease.MessageId, out var present) && ReferenceEquals(present, lease))
                _leases.Remove(lease.MessageId);
            if (--_count == 0 && _closing)
                _empty.TrySetResult();
        }
    }

    public MessageLease[] Leases()
    {
        lock (_leases)
            return [.. _leases.Values];
    }

    /// <summary>Completes when the last message is gone. None may be added after this call.</summary>
    public Task Drained()
    {
        lock (_leases)
        {
            _closing = true;
            if (_count == 0)
                _empty.TrySetResult();
        }

        return _empty.Task;
    }
}
