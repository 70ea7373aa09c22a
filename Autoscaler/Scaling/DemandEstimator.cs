using FaceRec.Messages;

namespace FaceRec.Autoscaler;

/// <summary>
/// Works out arrivals and service time over the last while from what the queue held and what workers had finished at each measurement.
/// Not safe for concurrent use.
/// </summary>
public sealed class DemandEstimator(AutoscalerOptions options)
{
    // Long enough that SQS's lagging counts even out, short enough to follow a burst.
    static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    readonly Queue<Sample> _samples = new();

    /// <summary>What was estimated last.</summary>
    public Demand Last { get; private set; } = new(0, options.AssumedServiceTime.TotalSeconds, options.AssumedSlots);

    /// <summary>Adds a measurement and gives the demand over the window that ends with it.</summary>
    /// <param name="counts">The queue now.</param>
    /// <param name="done">What all workers together have done so far.</param>
    /// <param name="now">The time of the measurement.</param>
    public Demand Add(QueueCounts counts, WorkDone done, DateTimeOffset now)
    {
        var sample = new Sample(now, counts.Visible + counts.InFlight + counts.Delayed, done);
        _samples.Enqueue(sample);
        while (_samples.Count > 2 && now - _samples.Peek().At > Window)
            _samples.Dequeue();
        return Last = Between(_samples.Peek(), sample, options);
    }

    static Demand Between(Sample first, Sample last, AutoscalerOptions options)
    {
        var seconds = (last.At - first.At).TotalSeconds;
        var completed = last.Done.Completed - first.Done.Completed;
        var arrived = completed + last.Waiting - first.Waiting;
        var service = completed > 0 ? (last.Done.ServiceSeconds - first.Done.ServiceSeconds) / completed
            : last.Done.Completed > 0 ? last.Done.ServiceSeconds / last.Done.Completed
            : options.AssumedServiceTime.TotalSeconds;
        return new Demand(seconds > 0 ? Math.Max(0, arrived / seconds) : 0, Math.Max(service, 0.001), Math.Max(1, last.Done.Slots ?? options.AssumedSlots));
    }

    sealed record Sample(DateTimeOffset At, int Waiting, WorkDone Done);
}
