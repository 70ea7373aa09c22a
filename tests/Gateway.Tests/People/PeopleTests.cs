using System.Net.Http.Json;

namespace FaceRec.Gateway.Tests.People;

public sealed class PeopleTests(WholeSystem system)
{
    readonly string _collection = Api.NewCollection();

    [Fact]
    public async Task People_are_listed_in_pages_and_searched()
    {
        foreach (var name in new[] { "Anna", "Annette", "Bert", "Carla", "Änne" })
            Assert.Equal(201, (await system.Http.SendAsync(HttpMethod.Put, $"people/{Uri.EscapeDataString(name)}?collection={_collection}")).Status);

        var first = await system.Http.ReadAsync($"people?collection={_collection}&limit=2");
        var second = await system.Http.ReadAsync($"people?collection={_collection}&limit=3&after={first.Json.GetProperty("next").GetString()}");
        var found = await system.Http.ReadAsync($"people?collection={_collection}&search=ann");

        Assert.Equal(["Anna", "Annette"], Names(first));
        Assert.Equal(["Bert", "Carla", "Änne"], Names(second));
        Assert.Null(second.Json.GetProperty("next").GetString());
        Assert.Equal(["Anna", "Annette"], Names(found));
    }

    [Fact]
    public async Task A_person_is_renamed_and_merged_and_keeps_the_faces()
    {
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=0&collection={_collection}", Repository.Photo(1))).Status);
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Bert/faces?face=1&collection={_collection}", Repository.Photo(2))).Status);

        var renamed = await system.Http.SendAsync(HttpMethod.Patch, $"people/Anna?collection={_collection}", JsonContent.Create(new { person = "Ann" }));
        var merged = await system.Http.PostJsonAsync($"people/Ann/merge?collection={_collection}", new { into = "Bert" });

        Assert.Equal((200, 200), (renamed.Status, merged.Status));
        Assert.Equal(2, merged.Json.GetProperty("faces").GetArrayLength());
        Assert.Equal(404, (await system.Http.ReadAsync($"people/Ann?collection={_collection}")).Status);
    }

    [Fact]
    public async Task A_face_is_shown_moved_and_removed()
    {
        var enrolled = await system.Http.PostPictureAsync($"people/Anna/faces?face=0&collection={_collection}", Repository.Photo(1));
        Assert.Equal(201, (await system.Http.SendAsync(HttpMethod.Put, $"people/Bert?collection={_collection}")).Status);
        var face = enrolled.Json.GetProperty("faceId").GetString();

        var shown = await system.Http.ReadAsync(enrolled.Header("Location")!);
        var thumbnail = await system.Http.ReadAsync(shown.Json.GetProperty("thumbnail").GetString()!);
        var moved = await system.Http.PostJsonAsync($"people/Anna/faces/{face}/move?collection={_collection}", new { to = "Bert" });
        var removed = await system.Http.SendAsync(HttpMethod.Delete, $"people/Bert/faces/{face}?collection={_collection}");

        Assert.Equal((200, "image/jpeg"), (thumbnail.Status, thumbnail.MediaType));
        Assert.Equal((200, 1), (moved.Status, moved.Json.GetProperty("faces").GetArrayLength()));
        Assert.Equal((200, 1), (removed.Status, removed.Json.GetProperty("faceIds").GetArrayLength()));
        Assert.Equal(404, (await system.Http.ReadAsync($"people/Bert/faces/{face}?collection={_collection}")).Status);
    }

    [Fact]
    public async Task A_face_takes_the_place_of_another()
    {
        var old = (await system.Http.PostPictureAsync($"people/Anna/faces?face=2&collection={_collection}", Repository.Photo(1))).Json.GetProperty("faceId").GetString();

        var replaced = await system.Http.PostPictureAsync($"people/Anna/faces?face=1&collection={_collection}&replaces={old}", Repository.Photo(3));
        var unknown = await system.Http.PostPictureAsync($"people/Anna/faces?face=1&collection={_collection}&replaces=0123", Repository.Photo(1));
        var faces = await system.Http.ReadAsync($"people/Anna/faces?collection={_collection}");

        Assert.True(replaced.Status == 201, replaced.ToString());
        Assert.Equal("no-such-enrolled-face", unknown.Code);
        Assert.Equal([replaced.Json.GetProperty("faceId").GetString()], faces.Json.EnumerateArray().Select(face => face.GetProperty("faceId").GetString()));
    }

    [Fact]
    public async Task Collections_are_made_listed_and_removed_with_everybody_in_them()
    {
        Assert.Equal(201, (await system.Http.SendAsync(HttpMethod.Put, $"collections/{_collection}")).Status);
        Assert.Equal(200, (await system.Http.SendAsync(HttpMethod.Put, $"collections/{_collection}")).Status);
        Assert.Equal(201, (await system.Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={_collection}")).Status);

        var one = await system.Http.ReadAsync($"collections/{_collection}");
        var all = await system.Http.ReadAsync("collections");
        var removed = await system.Http.SendAsync(HttpMethod.Delete, $"collections/{_collection}");

        Assert.Equal(1, one.Json.GetProperty("people").GetInt32());
        Assert.Contains(all.Json.EnumerateArray(), collection => collection.GetProperty("collection").GetString() == _collection);
        Assert.Equal((200, 404), (removed.Status, (await system.Http.ReadAsync($"collections/{_collection}")).Status));
    }

    static IEnumerable<string?> Names(Answer page) => page.Json.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("person").GetString());
}
