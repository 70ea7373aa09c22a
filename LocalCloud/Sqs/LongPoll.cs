namespace FaceRec.LocalCloud.Sqs;

/// <summary>One receiver that waits for a message.</summary>
internal sealed class LongPoll
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LinkedListNode<LongPoll>? Place { get; set; }

    public void Wake() => _woken.TrySetResult();

    /// <summary>Ends when woken, or when the time is up.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await _woken.Task.WaitAsync(timeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller looks at the clock itself.
        }
    }
}
