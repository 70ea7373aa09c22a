using System.IO.Compression;
using System.Net.Http.Json;

namespace FaceRec.Gateway.Tests.Import;

public sealed class ImportTests(WholeSystem system)
{
    static byte[] OneFace => TestPicture.OneFace(photo: 2, left: 750, top: 120, side: 450, size: 450);

    [Fact]
    public async Task An_archive_with_a_folder_for_each_person_is_enrolled_with_a_report_on_every_file()
    {
        var collection = Api.NewCollection();
        var zip = Zip(("Ada/one.jpg", OneFace), ("people/Bert/many.jpg", Repository.Photo(1)), ("Carl/notes.txt", "hello, I am a text"u8.ToArray()), ("__MACOSX/Ada/._one.jpg", [1, 2, 3]), ("alone.jpg", OneFace));

        var answer = await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={collection}", Api.Raw(zip, "application/zip"));

        Assert.True(answer.Status == 200, answer.ToString());
        var files = answer.Json.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("file").GetString(), file.GetProperty("status").GetString(), file.GetProperty("code").GetString()));
        Assert.Equal([("Ada/one.jpg", "enrolled", null), ("people/Bert/many.jpg", "refused", "several-faces"), ("Carl/notes.txt", "refused", "unreadable-picture"), ("alone.jpg", "refused", "invalid-name")], files);
        Assert.Equal((1, 3), (answer.Json.GetProperty("enrolled").GetInt32(), answer.Json.GetProperty("refused").GetInt32()));
        Assert.Equal(200, (await system.Http.ReadAsync($"people/Ada?collection={collection}")).Status);

        var again = await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={collection}", Api.Form(zip, fileName: "people.zip"));
        Assert.Equal(1, again.Json.GetProperty("alreadyEnrolled").GetInt32());
    }

    [Fact]
    public async Task The_manifest_of_an_archive_says_who_is_who()
    {
        var collection = Api.NewCollection();
        var manifest = """{"faces":[{"person":"Anna","file":"x/1.jpg","face":2},{"person":"Bert","file":"missing.jpg"}]}"""u8.ToArray();

        var answer = await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={collection}", Api.Raw(Zip(("manifest.json", manifest), ("x/1.jpg", Repository.Photo(1))), "application/zip"));

        Assert.Equal([("enrolled", null), ("refused", "missing-file")],
            answer.Json.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("status").GetString(), file.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task A_manifest_may_bring_the_pictures_and_is_reported_on_line_by_line()
    {
        var manifest = JsonContent.Create(new { faces = new[] { new { person = "Anna", picture = OneFace }, new { person = "", picture = OneFace } } });

        var answer = await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={Api.NewCollection()}", manifest, ("Accept", "application/x-ndjson"));

        Assert.Equal("application/x-ndjson", answer.MediaType);
        var lines = answer.Text.Trim().Split('\n').Select(line => Api.Parse(System.Text.Encoding.UTF8.GetBytes(line))).ToList();
        Assert.Equal(["enrolled", "refused"], lines[..2].Select(line => line.GetProperty("status").GetString()).Order());
        Assert.Equal(1, lines[2].GetProperty("enrolled").GetInt32());
    }

    [Fact]
    public async Task A_damaged_archive_and_one_that_unpacks_to_too_much_are_refused()
    {
        var zip = Zip(("Ada/one.jpg", OneFace));
        var damaged = await system.Http.SendAsync(HttpMethod.Post, "/people:import", Api.Raw(zip[..(zip.Length - 30)], "application/zip"));
        var cutForm = await system.Http.SendAsync(HttpMethod.Post, "/people:import", new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nPK"u8.ToArray())
        {
            Headers = { { "Content-Type", "multipart/form-data; boundary=b" } },
        });
        var bomb = await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={Api.NewCollection()}", Api.Raw(Zip(("Ada/bomb.jpg", new byte[64 * 1024 * 1024])), "application/zip"));

        Assert.Equal(("malformed-archive", "malformed-archive"), (damaged.Code, cutForm.Code));
        Assert.Equal("file-too-large", bomb.Json.GetProperty("files")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task No_file_stays_behind()
    {
        // Whole or cut off, the archive is held in a file without a name.
        await system.Http.SendAsync(HttpMethod.Post, $"/people:import?collection={Api.NewCollection()}", Api.Raw(Zip(("a.txt", [1])), "application/zip"));
        await system.Http.SendAsync(HttpMethod.Post, "/people:import", Api.Raw([1, 2, 3], "application/zip"));

        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "facerec-*"));
    }

    static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
