using FaceRec.Messages;
using FaceRec.Recognition.Tests.Pictures;
using FaceRec.Recognition.Work;

namespace FaceRec.Recognition.Tests.Consumers;

/// <summary>What enrolment refuses, each with its code, on real pictures.</summary>
public sealed class EnrolmentGateTests(EngineFixture fixture)
{
    [Fact]
    public async Task No_face() => await IsRefusedAsync(Encoded.Blank(400, 300), RejectionCodes.NoFace);

    [Fact]
    public async Task Several_faces_and_none_named() => await IsRefusedAsync(TestPictures.Sample(1), RejectionCodes.SeveralFaces);

    [Fact]
    public async Task A_face_that_the_picture_has_not() => await IsRefusedAsync(TestPictures.Sample(1), RejectionCodes.NoSuchFace, face: 9);

    [Fact]
    public async Task Too_small()
    {
        var picture = TestPictures.Sample(1);
        var height = fixture.Analyze(picture).Faces[2].Box.Height;
        await IsRefusedAsync(Encoded.Shrunk(Portrait(), 20 / height), RejectionCodes.TooSmall);
    }

    [Fact]
    public async Task Too_blurred() => await IsRefusedAsync(Encoded.Shrunk(Portrait(), 0.06f, enlarge: true), RejectionCodes.TooBlurred);

    [Theory]
    [InlineData(46)]
    [InlineData(-60)]
    public void Turned_away(float yaw) =>
        Assert.Equal(RejectionCodes.TurnedAway, QualityGate.Check(new FaceQuality(100, 100, yaw, 0), new EnrollmentOptions(), [])!.Code);

    [Fact]
    public async Task Turned_away_as_measured_in_a_picture()
    {
        // No photograph here, nor any of the 1,038 of LFW (42.5 degrees at most), passes the default limit. The most turned face of
        // the samples looks aside by more than 20 degrees; the limit is set below that.
        await using var bench = await WorkBench.StartAsync(fixture, options => options.Enrollment.MostYaw = 20);
        var (sample, face) = (from number in Enumerable.Range(1, 6)
                              from found in fixture.Analyze(TestPictures.Sample(number)).Faces.Index()
                              orderby MathF.Abs(found.Item.Quality.Yaw) descending
                              select (number, found.Index)).First();
        Assert.Equal(RejectionCodes.TurnedAway, (await bench.FailToEnrollAsync(TestPictures.Sample(sample), "Ada", face)).Code);
    }

    [Fact]
    public async Task Somebody_enrolled_under_another_name()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        Assert.Equal(RejectionCodes.LooksLikeSomebodyElse, (await bench.FailToEnrollAsync(TestPictures.Sample(3), "Eve", face: 1)).Code);
        Assert.Null((await bench.Store.GetAsync(WorkBench.Collection, TestContext.Current.CancellationToken)).FindPerson("Eve"));
    }

    [Fact]
    public async Task What_the_asker_accepts_passes()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var enrolled = await bench.EnrollAsync(Encoded.Shrunk(Portrait(), 0.06f, enlarge: true), "Ada", accept: RejectionCodes.TooBlurred);
        Assert.False(enrolled.AlreadyEnrolled);
    }

    private byte[] Portrait()
    {
        var picture = TestPictures.Sample(1);
        return Encoded.Cropped(picture, fixture.Analyze(picture).Faces[2].Box);
    }

    private async Task IsRefusedAsync(byte[] picture, string code, int? face = null)
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        Assert.Equal(code, (await bench.FailToEnrollAsync(picture, "Ada", face)).Code);
        Assert.DoesNotContain(bench.S3.Names(), name => name.Contains(ObjectKeys.GalleryPrefix, StringComparison.Ordinal));
    }
}
