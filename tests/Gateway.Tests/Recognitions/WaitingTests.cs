namespace FaceRec.Gateway.Tests;

public sealed class WaitingTests
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(null, 60, null)]
    [InlineData("", 60, null)]
    [InlineData("return=minimal", 60, null)]
    [InlineData("respond-async", 0, "respond-async")]
    [InlineData("Respond-Async", 0, "respond-async")]
    [InlineData("wait=5", 5, "wait=5")]
    [InlineData("wait=\"5\"", 5, "wait=5")]
    [InlineData("wait = 5; foo=bar", 5, "wait=5")]
    [InlineData("respond-async, wait=10", 10, "respond-async, wait=10")]
    [InlineData("wait=3600", 60, "wait=3600")]
    [InlineData("wait=-1", 60, null)]
    [InlineData("wait=soon", 60, null)]
    [InlineData("wait=5, wait=9", 5, "wait=5")]
    public void Follows_what_the_client_prefers(string? header, double seconds, string? applied)
    {
        var waiting = Waiting.Read([header], Limit);

        Assert.Equal((seconds, applied), (waiting.For.TotalSeconds, waiting.Applied));
    }
}
