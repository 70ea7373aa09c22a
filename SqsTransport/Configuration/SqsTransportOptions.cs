namespace SqsTransport;

/// <summary>Settings that the official transport does not have.</summary>
public sealed class SqsTransportOptions
{
    /// <summary>False uses only queues that exist, for processes without the permission to create them. By default true.</summary>
    public bool CreateQueues { get; set; } = true;

    /// <summary>
    /// A receive queue is created with a redrive policy: a message that has been received this often and never settled, because it kills
    /// its process each time, goes to the <c>_error</c> queue. By default 20, far above what restarts and retries need; 0 creates none.
    /// A redrive policy among the queue's attributes takes the place of this one.
    /// </summary>
    public int RedriveAfterReceives { get; set; } = 20;

    /// <summary>True lets a bus that has a reply queue delete those that killed processes left behind. By default true.</summary>
    public bool SweepReplyQueues { get; set; } = true;

    /// <summary>How often a bus says that its reply queue is alive, and sweeps. By default 5 minutes.</summary>
    public TimeSpan ReplyQueueHeartbeat { get; set; } = TimeSpan.FromMinutes(5);
}
