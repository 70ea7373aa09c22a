namespace FaceRec.ErrorQueues.Tests;

public class CallSiteTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("nothing like a stack", null)]
    [InlineData("   at System.IO.File.Open(String path)\n   at FaceRec.Recognition.Model.Load(String path) in /src/Model.cs:line 12\n   at FaceRec.Other()", "FaceRec.Recognition.Model.Load(String path)")]
    [InlineData("   at System.A()\r\n--- End of stack trace from previous location ---\r\n   at MassTransit.B()\r\n", "System.A()")]
    public void The_first_frame_of_our_own_names_the_place(string? stack, string? frame) => Assert.Equal(frame, CallSite.FirstFrame(stack));

    [Fact]
    public void Texts_that_differ_in_ids_and_numbers_are_the_same()
        => Assert.Equal(CallSite.Generalise($"no picture {Guid.NewGuid()} after 3 s"), CallSite.Generalise($"no picture {Guid.NewGuid():N} after 12 s"));
}
