namespace FaceRec.Gateway.Tests.Questions;

/// <summary>Detections and verifications through real HTTP and a real worker.</summary>
public sealed class QuestionTests(WholeSystem system)
{
    [Fact]
    public async Task Detection_tells_box_landmarks_and_quality_of_every_face_and_no_name()
    {
        var answer = await system.Http.PostPictureAsync("detections", Repository.Photo(3));

        Assert.Equal(200, answer.Status);
        var faces = answer.Json.GetProperty("faces").EnumerateArray().ToList();
        Assert.Equal(3, faces.Count);
        Assert.All(faces, face =>
        {
            var (box, eye) = (face.GetProperty("box"), face.GetProperty("landmarks").GetProperty("leftEye"));
            Assert.InRange(eye.GetProperty("x").GetSingle(), box.GetProperty("x").GetSingle(), box.GetProperty("x").GetSingle() + box.GetProperty("width").GetSingle());
            Assert.True(face.GetProperty("quality").GetProperty("sharpness").GetSingle() > 0);
            Assert.False(face.TryGetProperty("person", out _));
        });
    }

    [Fact]
    public async Task Two_pictures_are_verified_to_show_the_same_or_not()
    {
        var same = await VerifyAsync("verifications", Repository.Photo(2), Repository.Photo(2));
        var different = await VerifyAsync("verifications?threshold=0.99", Repository.Photo(2), Repository.Photo(4));

        Assert.Equal((200, 200), (same.Status, different.Status));
        Assert.True(same.Json.GetProperty("same").GetBoolean());
        Assert.InRange(same.Json.GetProperty("similarity").GetSingle(), 0.99f, 1.001f);
        Assert.False(different.Json.GetProperty("same").GetBoolean());
        Assert.Equal(0.99f, different.Json.GetProperty("threshold").GetSingle());
    }

    [Fact]
    public async Task A_picture_is_verified_against_an_enrolled_person()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=0&collection={collection}", Repository.Photo(5))).Status);
        Assert.Equal(201, (await system.Http.SendAsync(HttpMethod.Put, $"people/Empty?collection={collection}")).Status);

        var anna = await system.Http.PostPictureAsync($"verifications?person=Anna&collection={collection}", Repository.Photo(5));
        var nobody = await system.Http.PostPictureAsync($"verifications?person=Nobody&collection={collection}", Repository.Photo(5));
        var empty = await system.Http.PostPictureAsync($"verifications?person=Empty&collection={collection}", Repository.Photo(5));

        Assert.True(anna.Status == 200, anna.ToString());
        Assert.Equal(("no-such-person", "no-such-enrolled-face"), (nobody.Code, empty.Code));
    }

    [Fact]
    public async Task Pictures_that_served_their_purpose_are_not_kept()
    {
        using var s3 = TestBuckets.Client(system.Aws);
        Assert.Equal(200, (await system.Http.PostPictureAsync("detections", Repository.Photo(6))).Status);
        var id = (await system.Http.PostPictureAsync("detections", Repository.Photo(6))).Json.GetProperty("id").GetGuid();

        var left = await s3.ListObjectsV2Async(new() { BucketName = new FaceRec.Messages.Buckets(WholeSystem.Id).Input, Prefix = FaceRec.Messages.ObjectKeys.Picture(id) }, TestContext.Current.CancellationToken);

        Assert.Empty(left.S3Objects ?? []);
    }

    async Task<Answer> VerifyAsync(string path, byte[] one, byte[] other)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(one), "file", "one.jpg" }, { new ByteArrayContent(other), "other", "other.jpg" } };
        return await system.Http.SendAsync(HttpMethod.Post, path, form);
    }
}
