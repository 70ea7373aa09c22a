using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FaceRec.Journeys;

/// <summary>Real photographs through real HTTP, the SQS protocol and a real worker.</summary>
public sealed class RecognitionJourney(RunningSystem system) : IClassFixture<RunningSystem>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_woman_enrolled_from_one_picture_is_recognised_in_another_and_nobody_else_is()
    {
        var collection = $"c{Guid.NewGuid():N}"[..20];
        using var enrolled = await PostAsync($"people/Anna/faces?face=2&collection={collection}", "file", RunningSystem.Photo(1));
        Assert.Equal(HttpStatusCode.Created, enrolled.StatusCode);
        using var other = await PostAsync($"people/Bert/faces?face=0&collection={collection}", "file", RunningSystem.Photo(2));
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);

        using var response = await PostAsync($"recognitions?collection={collection}", "file", RunningSystem.Photo(3));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        var people = answer.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("person").GetString()).ToList();
        Assert.Equal([null, "Anna", null], people);
    }

    [Fact]
    public async Task Nobody_is_recognised_once_erased()
    {
        var collection = $"c{Guid.NewGuid():N}"[..20];
        using var enrolled = await PostAsync($"people/Anna/faces?face=2&collection={collection}", "file", RunningSystem.Photo(1));
        Assert.Equal(HttpStatusCode.Created, enrolled.StatusCode);
        using var removed = await system.Gateway.DeleteAsync($"people/Anna?collection={collection}", Cancel);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);

        using var response = await PostAsync($"recognitions?collection={collection}", "file", RunningSystem.Photo(3));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.All(answer.GetProperty("faces").EnumerateArray(), face => Assert.Equal("unknown", face.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "empty-upload")]
    [InlineData("this is no picture", HttpStatusCode.BadRequest, "unreadable-picture")]
    [InlineData("%PDF-1.7", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    public async Task Bad_bytes_are_refused_with_a_code(string bytes, HttpStatusCode status, string code)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(bytes)), "file", "x.jpg" } };
        using var response = await system.Gateway.PostAsync("recognitions", form, Cancel);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_truncated_picture_is_refused_by_the_worker_and_the_next_one_is_answered()
    {
        var whole = await File.ReadAllBytesAsync(RunningSystem.Photo(1), Cancel);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(whole[..(whole.Length / 2)]), "file", "x.jpg" } };
        using var refused = await system.Gateway.PostAsync("recognitions", form, Cancel);
        using var next = await PostAsync("recognitions", "file", RunningSystem.Photo(4));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, next.StatusCode));
    }

    async Task<HttpResponseMessage> PostAsync(string path, string field, string photo, string? fileName = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(photo, Cancel)), field, fileName ?? Path.GetFileName(photo) },
        };
        return await system.Gateway.PostAsync(path, form, Cancel);
    }
}
