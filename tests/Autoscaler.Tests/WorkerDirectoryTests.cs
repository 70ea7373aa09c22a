using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class WorkerDirectoryTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    readonly WorkerDirectory _workers = new();

    public WorkerDirectoryTests() => _workers.ListensFrom(Start);

    [Fact]
    public void What_was_done_is_added_up_over_workers()
    {
        Report("a", at: 5, completed: 10, seconds: 2);
        Report("a", at: 10, completed: 30, seconds: 7);
        Report("b", at: 10, completed: 5, seconds: 1.5, slots: 4);

        Assert.Equal(new WorkDone(35, 8.5, 3), _workers.Done);
    }

    [Fact]
    public void What_was_done_before_anybody_listened_is_not_of_late()
    {
        Report("a", at: 5, completed: 1_000_000, seconds: 200_000, startedAt: -3600);
        Assert.Equal(new WorkDone(0, 0, 2), _workers.Done);

        Report("a", at: 10, completed: 1_000_020, seconds: 200_006, startedAt: -3600);
        Assert.Equal(new WorkDone(20, 6, 2), _workers.Done);
    }

    [Fact]
    public void A_worker_that_was_started_again_counts_from_zero()
    {
        Report("a", at: 5, completed: 5000, seconds: 1000);
        Report("a", at: 60, completed: 20, seconds: 6, startedAt: 50);

        Assert.Equal(new WorkDone(5020, 1006, 2), _workers.Done);
    }

    [Fact]
    public void A_report_that_was_overtaken_changes_nothing()
    {
        Report("a", at: 10, completed: 30, seconds: 7);
        Report("a", at: 5, completed: 10, seconds: 2);

        Assert.Equal((30, Start.AddSeconds(10)), (_workers.Done.Completed, _workers.Find("a")!.ReportedAt));
    }

    [Fact]
    public void What_those_did_who_are_long_gone_stays_though_they_are_forgotten()
    {
        Report("a", at: 5, completed: 10, seconds: 2);
        Report("b", at: 2 * 3600, completed: 1, seconds: 1);

        Assert.Null(_workers.Find("a"));
        Assert.Equal(11, _workers.Done.Completed);
    }

    void Report(string id, int at, long completed, double seconds, int startedAt = 0, int slots = 2) => _workers.Add(new WorkerReported
    {
        InstanceId = id, State = WorkerState.Ready, Slots = slots, Busy = 0, Completed = completed, ServiceSeconds = seconds,
        StartedAt = Start.AddSeconds(startedAt), ReportedAt = Start.AddSeconds(at),
    });
}
