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
    /// <param name="workers">The last report of every worker that ever reported, gone ones included: their totals only grow.</param>
    /// <param name="now">The time of the measurement.</param>
    public Demand Add(QueueCounts counts, IReadOnlyCollection<WorkerReported> workers, DateTimeOffset now)
    {
        var sample = new Sample(now, counts.Visible + counts.InFlight + counts.Delayed, workers.Sum(w => w.Completed), workers.Sum(w => w.ServiceSeconds));
        _samples.Enqueue(sample);
        while (_samples.Count > 2 && now - _samples.Peek().At > Window)
            _samples.Dequeue();
        return Last = Between(_samples.Peek(), sample, workers, options);
    }

    internal static Demand Between(Sample first, Sample last, IReadOnlyCollection<WorkerReported> workers, AutoscalerOptions options)
    {
        var seconds = (last.At - first.At).TotalSeconds;
        var completed = last.Completed - first.Completed;
        var arrived = completed + last.Waiting - first.Waiting;
        var service = completed > 0 ? (last.ServiceSeconds - first.ServiceSeconds) / completed
            : last.Completed > 0 ? last.ServiceSeconds / last.Completed
            : options.AssumedServiceTime.TotalSeconds;
        var slots = workers.Count > 0 ? (int)Math.Round(workers.Average(w => w.Slots)) : options.AssumedSlots;
        return new Demand(seconds > 0 ? Math.Max(0, arrived / seconds) : 0, Math.Max(service, 0.001), Math.Max(1, slots));
    }

    internal sealed record Sample(DateTimeOffset At, int Waiting, long Completed, double ServiceSeconds);
}
