namespace FaceRec.LocalCloud;

/// <summary>Owns work that nobody waits for: it is told to stop, and awaited, when its owner ends.</summary>
internal sealed class BackgroundTasks : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken Stopping => _stopping.Token;

    public void Add(Task work)
    {
        lock (_lock)
            _running.Add(work);
        work.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task[] left;
        lock (_lock)
            left = [.. _running];
        foreach (var work in left)
        {
            try
            {
                await work;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // It was told to stop.
            }
        }

        _stopping.Dispose();
    }

    private void Remove(Task work)
    {
        lock (_lock)
            _running.Remove(work);
    }
}
