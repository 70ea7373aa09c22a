using FaceRec.Gateway.Tests.Fuzz;
using FaceRec.Messages;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>What the Gateway's fuzz test sends, in the worker: decoded for real, and looked at for faces.</summary>
public class DamagedPictureTests(EngineFixture fixture)
{
    // More by hand: FACEREC_FUZZ=1000000 dotnet test --project tests/Recognition.Tests
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("FACEREC_FUZZ"), out var count) ? count : 10_000;

    // What the Gateway lets through by default.
    private const long MaxPixels = 50_000_000;

    [Fact]
    public void Are_decoded_or_refused_and_never_crash_the_decoder()
    {
        var (decoded, refused) = (0, 0);
        Parallel.For(0, Count, seed =>
        {
            using var source = PictureSource.TryOpen(Mutations.Picture(new Random(seed)), MaxPixels, out _);
            using var picture = source?.TryDecode(1280);
            Interlocked.Increment(ref picture is null ? ref refused : ref decoded);
        });

        // Both ways are gone.
        Assert.InRange(decoded, Count / 20, Count);
        Assert.InRange(refused, Count / 20, Count);
    }

    [Fact]
    public void Are_looked_at_for_faces_where_they_can_be_decoded()
    {
        var answers = Enumerable.Range(0, Count / 50).Select(seed =>
            fixture.Engine.TryAnalyze(Mutations.Picture(new Random(seed)), embed: true, out var rejection) is null ? rejection!.Code : "analysed").ToHashSet();

        Assert.Subset(new HashSet<string> { "analysed", RejectionCodes.Unreadable, RejectionCodes.TooManyPixels }, answers);
        Assert.Contains("analysed", answers);
    }
}
