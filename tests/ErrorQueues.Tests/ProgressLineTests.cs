using FaceRec.ErrorQueues.CommandLine;

namespace FaceRec.ErrorQueues.Tests;

public class ProgressLineTests
{
    [Theory]
    [InlineData(50, 100, 5, "[###############...............] 50 done, 10/s of 100, 00:00:05 left at most")]
    [InlineData(100, 100, 5, "[##############################] 100 done, 20/s of 100, 00:00:00 left at most")]
    [InlineData(0, 100, 1, "[..............................] 0 done, 0/s of 100")]
    [InlineData(7, null, 2, "7 done, 3.5/s")]
    [InlineData(120, 100, 60, "120 done, 2/s")] // SQS counts late
    public void Tells_how_many_how_fast_and_how_long(int done, int? total, int seconds, string expected)
        => Assert.Equal(expected, ProgressLine.Describe(done, total, TimeSpan.FromSeconds(seconds)));
}
