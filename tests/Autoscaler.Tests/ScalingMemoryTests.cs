using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler.Tests;

public sealed class ScalingMemoryTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, 29, false)]
    [InlineData(5, 31, true)]
    // Where little is measured, silence is longer.
    [InlineData(60, 61, false)]
    [InlineData(60, 121, true)]
    public void Tells_when_no_measurement_came_for_long(int checkSeconds, int pauseSeconds, bool silent)
    {
        var memory = new ScalingMemory(Options.Create(new AutoscalerOptions { CheckInterval = TimeSpan.FromSeconds(checkSeconds) }));

        Assert.False(memory.BeginAfterSilence(Now));
        Assert.Equal(silent, memory.BeginAfterSilence(Now.AddSeconds(pauseSeconds)));
        Assert.False(memory.BeginAfterSilence(Now.AddSeconds(pauseSeconds + 1)));
    }
}
