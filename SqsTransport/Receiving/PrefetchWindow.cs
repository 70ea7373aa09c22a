namespace MassTransit.AmazonSqsTransport;

/// <summary>The messages that may be in memory at a time. A slot is taken before a message is asked for, and free when it is settled.</summary>
sealed class PrefetchWindow(int size) : IDisposable
{
    readonly SemaphoreSlim _free = new(size);

    public int Size => size;
    public int Free => _free.CurrentCount;

    /// <summary>Takes one to ten slots, waiting for the first, and a moment for more where few are free.</summary>
    public async Task<int> Take(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var taken = 1;
        try
        {
            var wanted = Math.Min(SqsLimits.MaxBatchEntries, size);
            while (taken < wanted && _free.Wait(0, CancellationToken.None))
                taken++;

            var until = Environment.TickCount64 + (long)Polling.GatherFor.TotalMilliseconds;
            while (taken < wanted && until - Environment.TickCount64 is > 0 and var left
                && await _free.WaitAsync((int)left, cancellationToken).ConfigureAwait(false))
                taken++;
            return taken;
        }
        catch (OperationCanceledException)
        {
            Return(taken);
            throw;
        }
    }

    public void Return(int slots)
    {
        if (slots > 0)
            _free.Release(slots);
    }

    public void Dispose() => _free.Dispose();
}
