namespace MassTransit.AmazonSqsTransport;

/// <summary>How entries are gathered into requests.</summary>
/// <param name="Linger">How long a request that is not full waits for company.</param>
/// <param name="LingerFrom">How many requests must be under way before one waits: a message on an idle line never does.</param>
/// <param name="MaxConcurrent">How many requests are under way at most.</param>
/// <param name="RetryEntries">Whether entries that SQS failed to take are sent again.</param>
sealed record BatchPolicy(TimeSpan Linger, int LingerFrom, int MaxConcurrent, bool RetryEntries)
{
    public static readonly BatchPolicy Send = new(TimeSpan.FromMilliseconds(3), 2, 16, true);

    /// <summary>One request at a time and no retry of single entries: either would let a message overtake another of its group.</summary>
    public static readonly BatchPolicy FifoSend = new(TimeSpan.Zero, 0, 1, false);

    /// <summary>Nobody waits for a deletion but the message's own prefetch slot.</summary>
    public static readonly BatchPolicy Delete = new(TimeSpan.FromMilliseconds(5), 0, 16, true);

    /// <summary>Renewals fall due together and are gathered as they are.</summary>
    public static readonly BatchPolicy Visibility = new(TimeSpan.Zero, 0, 16, true);

    /// <summary>Whether a request that is not yet full waits.</summary>
    public bool Lingers(int requestsUnderWay, int entriesWaiting)
        => Linger > TimeSpan.Zero && requestsUnderWay >= LingerFrom && entriesWaiting < SqsLimits.MaxBatchEntries;
}
