namespace FaceRec.Journeys;

/// <summary>Polls until something holds.</summary>
static class Eventually
{
    public static Task Holds(Func<bool> condition, TimeSpan within, CancellationToken cancellationToken) =>
        Holds(() => Task.FromResult(condition()), within, cancellationToken);

    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task Holds(Func<Task<bool>> condition, TimeSpan within, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        try
        {
            while (!await condition())
                await timer.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"It did not come true within {within.TotalSeconds:0} s.");
        }
    }
}
