using FaceRec.Messages;

namespace FaceRec.Autoscaler.Tests;

public sealed class DrainRuleTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(WorkerState.Drained, 0, 60, true)]
    [InlineData(WorkerState.Drained, 1, 60, false)]
    [InlineData(WorkerState.Draining, 0, 60, false)]
    [InlineData(WorkerState.Ready, 0, 60, false)]
    [InlineData(WorkerState.Draining, 1, -1, true)]
    public void Lets_an_instance_go_when_it_has_drained_or_its_time_is_over(WorkerState state, int busy, int secondsLeft, bool goes)
    {
        var report = new WorkerReported
        {
            InstanceId = "i-1", State = state, Slots = 2, Busy = busy, Completed = 0, ServiceSeconds = 0, StartedAt = Now, ReportedAt = Now,
        };
        var instance = new FleetInstance("i-1", InstancePhase.Draining, Now.AddHours(-1), report, Now.AddSeconds(secondsLeft));

        Assert.Equal(goes, DrainRule.MayGo(instance, Now) is not null);
    }
}
