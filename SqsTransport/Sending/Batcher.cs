using System.Globalization;
using System.Threading.Channels;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Gathers entries into requests of up to ten, and tells each entry's owner how that entry fared.</summary>
/// <param name="policy">How entries are gathered.</param>
/// <param name="sizeOf">An entry's bytes.</param>
/// <param name="setId">Sets an entry's id in its batch.</param>
/// <param name="request">Makes the request; what it returns are the entries that failed.</param>
sealed class Batcher<TEntry>(
    BatchPolicy policy, Func<TEntry, int> sizeOf, Action<TEntry, string> setId, Func<List<TEntry>, Task<List<BatchResultErrorEntry>?>> request)
    : IAsyncDisposable
{
    const int EntryRetries = 3;

    static readonly string[] Ids = [.. Enumerable.Range(0, SqsLimits.MaxBatchEntries).Select(id => id.ToString(CultureInfo.InvariantCulture))];

    // Not for a single reader, though there is one: that kind of channel cannot say how many wait.
    readonly Channel<Item> _waiting = Channel.CreateUnbounded<Item>();
    readonly SemaphoreSlim _slots = new(policy.MaxConcurrent);
    readonly Lock _lock = new();
    Task? _pump;

    /// <summary>Completes when SQS has taken the entry, and fails with the reason where it has not.</summary>
    public Task Add(TEntry entry)
    {
        var item = new Item(entry, sizeOf(entry));
        if (!_waiting.Writer.TryWrite(item))
            throw new TransportUnavailableException("The bus was stopped while a message was on its way to SQS.");

        if (_pump == null)
        {
            lock (_lock)
                _pump ??= Task.Run(PumpOrFail);
        }

        return item.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        Task? pump;
        lock (_lock)
            pump = _pump;
        if (pump == null)
            return;

        await pump.ConfigureAwait(false);
        for (var i = 0; i < policy.MaxConcurrent; i++)
            await _slots.WaitAsync().ConfigureAwait(false); // until the last request has come back
        _slots.Release(policy.MaxConcurrent);
    }

    // Nothing is expected to end the pump early. If something does, the senders hear of it: nobody waits for an answer that never comes.
    async Task PumpOrFail()
    {
        try
        {
            await Pump().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var item))
                item.Fail(exception);
        }
    }

    async Task Pump()
    {
        var reader = _waiting.Reader;
        while (await reader.WaitToReadAsync().ConfigureAwait(false))
        {
            await _slots.WaitAsync().ConfigureAwait(false);
            var underWay = policy.MaxConcurrent - _slots.CurrentCount - 1;
            if (policy.Lingers(underWay, reader.Count) && !reader.Completion.IsCompleted)
                await Task.Delay(policy.Linger).ConfigureAwait(false);

            var batch = new List<Item>(SqsLimits.MaxBatchEntries);
            var bytes = 0;
            while (batch.Count < SqsLimits.MaxBatchEntries && reader.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Size <= SqsLimits.MaxBytes))
            {
                reader.TryRead(out next);
                bytes += next!.Size;
                batch.Add(next);
            }

            _ = Execute(batch);
        }
    }

    // Ends without exception: every outcome is handed to the entries' owners.
    async Task Execute(List<Item> batch)
    {
        try
        {
            await Send(batch, 1).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var item in batch)
                item.Fail(exception);
        }
        finally
        {
            _slots.Release();
        }
    }

    async Task Send(List<Item> batch, int attempt)
    {
        var entries = new List<TEntry>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            setId(batch[i].Entry, Ids[i]);
            entries.Add(batch[i].Entry);
        }

        List<BatchResultErrorEntry>? errors;
        try
        {
            errors = await request(entries).ConfigureAwait(false);
        }
        catch (AmazonSQSException exception) when (batch.Count > 1 && IsTooLong(exception))
        {
            // Endpoints and queues older than the 1 MiB quota take less in one request.
            foreach (var item in batch)
                await Execute1(item).ConfigureAwait(false);
            return;
        }

        List<Item>? again = null;
        for (var i = 0; i < batch.Count; i++)
        {
            if (errors?.Find(error => error.Id == Ids[i]) is not { } failed)
                batch[i].Succeed();
            else if (policy.RetryEntries && failed.SenderFault != true && attempt <= EntryRetries)
                (again ??= []).Add(batch[i]);
            else
                batch[i].Fail(new AmazonSQSException($"{failed.Code}: {failed.Message}") { ErrorCode = failed.Code });
        }

        if (again != null)
        {
            await Task.Delay(RetryDelay.After(attempt, Random.Shared.NextDouble()) / 10).ConfigureAwait(false);
            await Send(again, attempt + 1).ConfigureAwait(false);
        }
    }

    async Task Execute1(Item item)
    {
        try
        {
            await Send([item], 1).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            item.Fail(exception);
        }
    }

    static bool IsTooLong(AmazonSQSException exception)
        => exception is BatchRequestTooLongException || exception.ErrorCode?.EndsWith("BatchRequestTooLong", StringComparison.Ordinal) == true;

    sealed class Item(TEntry entry, int size)
    {
        readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TEntry Entry => entry;
        public int Size => size;
        public Task Task => _done.Task;

        public void Succeed() => _done.TrySetResult();

        public void Fail(Exception exception)
        {
            if (_done.TrySetException(exception))
                _ = _done.Task.Exception; // an owner that has stopped waiting must not bring down the process's unobserved-exception handler
        }
    }
}
