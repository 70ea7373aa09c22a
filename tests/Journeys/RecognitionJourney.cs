using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace FaceRec.Journeys;

/// <summary>Real photographs through real HTTP, the SQS protocol and a real worker.</summary>
[Collection(BusySystems.Name)]
public sealed class RecognitionJourney(RunningSystem running) : IClassFixture<RunningSystem>
{
    readonly LaunchedSystem _system = running.System;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_woman_enrolled_from_one_picture_is_recognised_in_another_and_nobody_else_is()
    {
        var collection = NewCollection();
        await EnrolAsync("Anna", 1, face: 2, collection);
        await EnrolAsync("Bert", 2, face: 0, collection);

        Assert.Equal([null, "Anna", null], await PeopleIn(3, collection));
    }

    [Fact]
    public async Task Nobody_is_recognised_once_erased()
    {
        var collection = NewCollection();
        await EnrolAsync("Anna", 1, face: 2, collection);
        using var removed = await _system.Gateway.DeleteAsync($"people/Anna?collection={collection}", Cancel);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);

        Assert.Equal([null, null, null], await PeopleIn(3, collection));
    }

    [Fact]
    public async Task Every_face_of_a_group_is_reported_from_left_to_right()
    {
        using var response = await PostAsync("recognitions", "file", Repository.Photo(5));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        var lefts = answer.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("box").GetProperty("x").GetDouble()).ToList();
        Assert.Equal(5, lefts.Count);
        Assert.Equal(lefts.Order(), lefts);
    }

    [Fact]
    public async Task A_picture_of_nobody_has_no_faces_and_is_labelled_unknown()
    {
        var nobody = TestPictures.Grey(320, 240);
        using var response = await PostAsync("recognitions", "file", nobody);
        using var lineage = await PostAsync("", "inputFile", nobody, "wall.png");

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Empty(answer.GetProperty("faces").EnumerateArray());
        Assert.Equal("wall:unknown", await lineage.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_hundred_posts_at_once_of_one_file_name_each_get_an_answer_of_their_own()
    {
        await EnrolAsync("Anna", 1, face: 2, "default");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var response = await PostAsync("", "inputFile", Repository.Photo(3 + (i % 4)), "test_000.jpg");
            return (i, response.StatusCode, Text: await response.Content.ReadAsStringAsync(Cancel));
        }));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, answer.i % 4 == 0 ? "test_000:Anna" : "test_000:unknown"), (answer.StatusCode, answer.Text)));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "empty-upload")]
    [InlineData("this is no picture", HttpStatusCode.BadRequest, "unreadable-picture")]
    [InlineData("%PDF-1.7", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    public async Task Bad_bytes_are_refused_with_a_code(string bytes, HttpStatusCode status, string code)
    {
        using var response = await PostAsync("recognitions", "file", Encoding.ASCII.GetBytes(bytes));

        Assert.Equal((status, code), (response.StatusCode, await CodeOf(response)));
    }

    [Fact]
    public async Task A_picture_that_says_it_has_more_pixels_than_allowed_is_refused_before_it_is_decoded()
    {
        using var response = await PostAsync("recognitions", "file", TestPictures.Bomb());

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-many-pixels"), (response.StatusCode, await CodeOf(response)));
    }

    [Fact]
    public async Task A_truncated_picture_is_refused_by_the_worker_and_the_next_one_is_answered()
    {
        var whole = Repository.Photo(1);
        using var refused = await PostAsync("recognitions", "file", whole[..(whole.Length / 2)]);
        using var next = await PostAsync("recognitions", "file", Repository.Photo(4));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, next.StatusCode));
    }

    [Fact]
    public async Task One_request_id_runs_through_the_logs_of_every_tier()
    {
        var id = $"journey-{Guid.NewGuid():N}";
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPictures.Grey(200, 200 + Random.Shared.Next(100))), "file", "x.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "recognitions") { Content = form };
        request.Headers.Add("X-Request-Id", id);

        using var response = await _system.Gateway.SendAsync(request, Cancel);

        Assert.Equal(id, Assert.Single(response.Headers.GetValues("X-Request-Id")));
        await Eventually.TrueAsync(() => LinesWith(id, "gateway") && LinesWith(id, "i-"));
    }

    bool LinesWith(string id, string process) =>
        _system.Log.Split('\n').Any(line => line.StartsWith(process, StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal));

    async Task<IReadOnlyList<string?>> PeopleIn(int photo, string collection)
    {
        using var response = await PostAsync($"recognitions?collection={collection}", "file", Repository.Photo(photo));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return [.. answer.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("person").GetString())];
    }

    async Task EnrolAsync(string person, int photo, int face, string collection)
    {
        using var enrolled = await PostAsync($"people/{person}/faces?face={face}&collection={collection}", "file", Repository.Photo(photo));
        Assert.True(enrolled.StatusCode is HttpStatusCode.Created, await enrolled.Content.ReadAsStringAsync(Cancel));
    }

    Task<HttpResponseMessage> PostAsync(string path, string field, byte[] picture, string fileName = "picture.jpg") =>
        _system.PostAsync(path, field, picture, fileName, Cancel);

    static async Task<string?> CodeOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString();

    static string NewCollection() => $"c{Guid.NewGuid():N}"[..20];
}
