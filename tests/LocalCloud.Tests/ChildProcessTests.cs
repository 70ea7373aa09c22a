namespace FaceRec.LocalCloud.Tests;

/// <summary>The processes that LocalCloud starts.</summary>
public sealed class ChildProcessTests
{
    private const int SigKill = 9;

    [ThreadStatic]
    private static bool _isLooking;

    [Fact]
    public async Task The_end_of_a_process_is_never_told_in_the_middle_of_what_its_owner_does()
    {
        for (var i = 0; i < 20; i++)
        {
            var toldWhileLooking = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var child = ChildProcess.Start(new LocalImage("sleep", ["600"]), new Dictionary<string, string>(), _ => { }, _ => toldWhileLooking.SetResult(_isLooking));
            child.Signal(SigKill);
            _isLooking = true;
            // Looks whether it runs, as fast as it can, so as to be the first to find that it does not.
            SpinWait.SpinUntil(() =>
            {
                child.AskToStop();
                return toldWhileLooking.Task.IsCompleted;
            }, TimeSpan.FromSeconds(60));
            _isLooking = false;
            Assert.False(await toldWhileLooking.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        }
    }
}
