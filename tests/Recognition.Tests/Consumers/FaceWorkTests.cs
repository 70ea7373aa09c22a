using FaceRec.Messages;

namespace FaceRec.Recognition.Tests.Consumers;

public sealed class FaceWorkTests(EngineFixture fixture)
{
    [Fact]
    public async Task Somebody_enrolled_from_one_photograph_is_recognized_in_another_and_the_rest_stay_unknown()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var enrolled = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        Assert.False(enrolled.AlreadyEnrolled);

        var recognized = await bench.RecognizeAsync(TestPictures.Sample(3), enrolled.GalleryVersion);

        Assert.Equal([null, "Ada", null], recognized.Faces.Select(face => face.Person));
        Assert.Contains(bench.S3.Names(), key => key.EndsWith(ObjectKeys.Result(recognized.RecognitionId), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enrolling_the_same_face_again_changes_nothing()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var first = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        var second = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);

        Assert.True(second.AlreadyEnrolled);
        Assert.Equal((first.FaceId, first.GalleryVersion), (second.FaceId, second.GalleryVersion));
    }

    [Fact]
    public async Task The_same_face_under_another_name_moves_there_when_that_is_accepted()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var first = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        var second = await bench.EnrollAsync(TestPictures.Sample(1), "Augusta", face: 2, RejectionCodes.LooksLikeSomebodyElse);

        Assert.Equal(first.FaceId, second.FaceId);
        var recognized = await bench.RecognizeAsync(TestPictures.Sample(3), second.GalleryVersion);
        Assert.Equal("Augusta", recognized.Faces[1].Person);
    }

    [Fact]
    public async Task A_face_takes_the_place_of_another_which_is_erased()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var first = await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        var second = await bench.ReplaceAsync(TestPictures.Sample(3), "Ada", 1, first.FaceId);

        var view = await bench.Store.GetAsync(WorkBench.Collection, TestContext.Current.CancellationToken);
        Assert.Equal([second.FaceId], view.FindPerson("Ada")!.Faces.Select(face => face.Id));
        Assert.DoesNotContain(bench.S3.Names(), name => name.Contains($"faces/{first.FaceId}", StringComparison.Ordinal));
        Assert.Equal("Ada", (await bench.RecognizeAsync(TestPictures.Sample(1), second.GalleryVersion)).Faces[2].Person);
    }

    [Fact]
    public async Task Every_picture_of_the_lineage_is_enrolled_and_recognised_by_itself()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        foreach (var path in Directory.GetFiles(TestPictures.Data("lineage"), "*.jpg").Order(StringComparer.Ordinal))
        {
            var picture = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var person = Path.GetFileNameWithoutExtension(path);
            var faces = fixture.Analyze(picture).Faces;
            var largest = faces.Index().MaxBy(face => face.Item.Box.Height).Index;
            await bench.EnrollAsync(picture, person, largest);

            var recognized = await bench.RecognizeAsync(picture);
            Assert.Equal(person, recognized.Faces[largest].Person);
        }
    }

    [Fact]
    public async Task Detection_tells_where_the_faces_are_and_how_good()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var request = new DetectFaces { DetectionId = Guid.NewGuid(), PictureKey = bench.Upload(TestPictures.Sample(1)) };

        var detected = await bench.AskAsync<DetectFaces, FacesDetected>(request);

        Assert.Equal((request.DetectionId, 3), (detected.DetectionId, detected.Faces.Count));
        Assert.All(detected.Faces, face =>
        {
            Assert.InRange(face.Box.X, 0, detected.Width);
            Assert.InRange(face.Landmarks.Nose.X, face.Box.X, face.Box.X + face.Box.Width);
            Assert.True(face.Landmarks.LeftEye.X < face.Landmarks.RightEye.X && face.Landmarks.LeftEye.Y < face.Landmarks.MouthLeft.Y);
            Assert.True(face.Quality.Height > 50 && face.Quality.Sharpness > 5);
        });
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Verification_tells_whether_two_pictures_show_one_person(bool samePerson, bool expected)
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var request = new VerifyFaces
        {
            VerificationId = Guid.NewGuid(),
            Collection = WorkBench.Collection,
            PictureKey = bench.Upload(Cropped(1, 2)),
            OtherPictureKey = bench.Upload(samePerson ? Cropped(3, 1) : Cropped(3, 0)),
        };

        var verified = await bench.AskAsync<VerifyFaces, FacesVerified>(request);

        Assert.Equal(expected, verified.Same);
        Assert.Equal(expected, verified.Similarity >= verified.Threshold);
        Assert.NotNull(verified.OtherBox);
    }

    [Theory]
    [InlineData("Ada", true)]
    [InlineData("Bob", false)]
    [InlineData("Nobody", false)]
    public async Task Verification_tells_whether_a_picture_shows_an_enrolled_person(string person, bool expected)
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        await bench.EnrollAsync(TestPictures.Sample(1), "Bob", face: 0);
        var request = new VerifyFaces { VerificationId = Guid.NewGuid(), PictureKey = bench.Upload(Cropped(3, 1)), Collection = WorkBench.Collection, Person = person };

        Assert.Equal(expected, (await bench.AskAsync<VerifyFaces, FacesVerified>(request)).Same);
    }

    [Fact]
    public async Task A_picture_that_is_gone_is_rejected_and_not_retried()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var request = new DetectFaces { DetectionId = Guid.NewGuid(), PictureKey = ObjectKeys.Picture(Guid.NewGuid()) };
        Assert.Equal(RejectionCodes.PictureGone, (await bench.AskAsync<DetectFaces, PictureRejected>(request)).Code);
    }

    [Fact]
    public async Task A_truncated_picture_is_refused()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        var whole = TestPictures.Sample(1);
        var rejected = await bench.AskAsync<RecognizeFaces, PictureRejected>(bench.Recognition(whole[..(whole.Length / 2)]));
        Assert.Equal(RejectionCodes.Unreadable, rejected.Code);
    }

    private byte[] Cropped(int sample, int face)
    {
        var picture = TestPictures.Sample(sample);
        return Pictures.Encoded.Cropped(picture, fixture.Analyze(picture).Faces[face].Box);
    }
}
