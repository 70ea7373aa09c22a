using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class DemandEstimatorTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Assumes_what_the_options_say_until_workers_report()
    {
        var demand = new DemandEstimator(new AutoscalerOptions()).Add(new QueueCounts(5, 0, 0), new WorkDone(0, 0, null), Start);

        Assert.Equal(new Demand(0, 0.15, 2), demand);
    }

    [Fact]
    public void Measures_arrivals_from_what_was_finished_and_what_was_left_over()
    {
        var estimator = new DemandEstimator(new AutoscalerOptions());
        estimator.Add(new QueueCounts(10, 0, 0), new WorkDone(100, 20, 4), Start);

        var demand = estimator.Add(new QueueCounts(20, 5, 0), new WorkDone(135, 30.5, 4), Start.AddSeconds(10));

        // 35 finished and 15 more waiting in 10 s; 10.5 s of work for 35 pictures.
        Assert.Equal(5, demand.ArrivalsPerSecond, 6);
        Assert.Equal(0.3, demand.ServiceSeconds, 6);
        Assert.Equal(4, demand.Slots);
    }

    [Fact]
    public void Forgets_what_is_older_than_its_window()
    {
        var estimator = new DemandEstimator(new AutoscalerOptions());
        estimator.Add(new QueueCounts(0, 0, 0), new WorkDone(0, 0, null), Start);
        estimator.Add(new QueueCounts(0, 0, 0), new WorkDone(1000, 100, 4), Start.AddSeconds(20));
        estimator.Add(new QueueCounts(0, 0, 0), new WorkDone(1000, 100, 4), Start.AddSeconds(40));

        var demand = estimator.Add(new QueueCounts(0, 0, 0), new WorkDone(1000, 100, 4), Start.AddSeconds(60));

        Assert.Equal(0, demand.ArrivalsPerSecond);
    }
}
