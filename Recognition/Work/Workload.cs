using System.Diagnostics;
using MassTransit;

namespace FaceRec.Recognition.Work;

/// <summary>Counts what the worker takes, has in hand and has done.</summary>
internal sealed class Workload(TimeProvider clock)
{
    private int _busy;
    private long _completed;
    private long _ticks;

    public TakenCount Taken { get; } = new(clock);
    public int Busy => Volatile.Read(ref _busy);
    public long Completed => Interlocked.Read(ref _completed);
    public double ServiceSeconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

    /// <summary>Counts one message as in hand while the work runs, and as completed when it ended well.</summary>
    public async Task RunAsync(ConsumeContext message, Func<Task> work)
    {
        // One that is tried again at once was not taken again.
        if (message.GetRetryAttempt() == 0)
            Taken.Add(MessageWait.Of(message, clock.GetUtcNow()));
        var started = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _busy);
        try
        {
            await work();
            Interlocked.Increment(ref _completed);
            Interlocked.Add(ref _ticks, Stopwatch.GetElapsedTime(started).Ticks);
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }
}
