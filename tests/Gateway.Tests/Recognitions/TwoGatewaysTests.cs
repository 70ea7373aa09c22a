namespace FaceRec.Gateway.Tests.Recognitions;

public sealed class TwoGatewaysTests(WholeSystem system)
{
    // More by hand: FACEREC_POSTS=1000 dotnet test --project tests/Gateway.Tests
    static readonly int Posts = int.TryParse(Environment.GetEnvironmentVariable("FACEREC_POSTS"), out var posts) ? posts : 60;

    [Fact]
    public async Task Every_client_of_two_Gateways_gets_the_answer_to_its_own_picture_though_all_files_have_one_name()
    {
        // Each picture has a size of its own, which the answer tells, so nothing comes from a cache.
        static (int Width, int Height) SizeOf(int i) => (100 + i % 50, 100 + i / 50);

        var answers = await Task.WhenAll(Enumerable.Range(0, Posts).Select(i => (i % 2 == 0 ? system.Gateway : system.Other).Http
            .SendAsync(HttpMethod.Post, "recognitions", Api.Form(TestPicture.Blank(width: SizeOf(i).Width, height: SizeOf(i).Height), fileName: "test_000.jpg"))));

        Assert.All(answers, answer => Assert.True(answer.Status == 200, answer.ToString()));
        Assert.Equal(Enumerable.Range(0, Posts).Select(SizeOf), answers.Select(answer => (answer.Json.GetProperty("width").GetInt32(), answer.Json.GetProperty("height").GetInt32())));
        Assert.Distinct(answers.Select(answer => answer.Json.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task The_lineages_clients_each_get_their_own_label()
    {
        var photos = Enumerable.Range(1, 6).Select(Repository.Photo).ToList();
        var collection = Api.NewCollection();
        // Everybody's left-most face; the photographs show different people there.
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await system.Http.PostPictureAsync($"people/P{i}/faces?face=0&collection={collection}&accept=looks-like-somebody-else", photos[i])).Status);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            // A part without Content-Type, as old clients send it.
            using var form = new MultipartFormDataContent { { new ByteArrayContent(photos[i % 3]), "inputFile", "test_000.jpg" } };
            return await (i % 2 == 0 ? system.Gateway : system.Other).Http.SendAsync(HttpMethod.Post, $"?collection={collection}", form);
        }));

        Assert.All(answers, answer => Assert.Equal((200, "text/plain"), (answer.Status, answer.MediaType)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"test_000:P{i % 3}"), answers.Select(answer => answer.Text));
    }
}
