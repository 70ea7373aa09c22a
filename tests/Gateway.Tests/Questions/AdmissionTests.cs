namespace FaceRec.Gateway.Tests.Questions;

public sealed class AdmissionTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Theory]
    // waiting, answers in how many busy seconds, seconds without an answer -> refused for seconds (null: let in)
    [InlineData(0, 0, 0, 0, null)]
    [InlineData(49, 1, 60, 100, null)]
    [InlineData(5_000, 0, 50, 50, null)]
    [InlineData(5_000, 0, 60, 60, 60.0)]
    [InlineData(599, 600, 60, 0, null)]
    [InlineData(600, 600, 60, 0, 1.0)]
    [InlineData(699, 600, 60, 0, 10.0)]
    [InlineData(9_000, 60_000, 60, 0, null)]
    [InlineData(10_000, 60_000, 60, 0, 1.0)]
    public void Lets_in_what_can_be_answered_in_time(int waiting, long answers, double busySeconds, double silentSeconds, double? refusedFor) =>
        Assert.Equal(refusedFor, Admission.RefuseFor(waiting, new Pace(answers, TimeSpan.FromSeconds(busySeconds)), TimeSpan.FromSeconds(silentSeconds), Timeout, limit: 10_000)?.TotalSeconds);
}
