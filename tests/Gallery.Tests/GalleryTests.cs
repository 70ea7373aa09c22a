using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using FaceRec.Messages;

namespace FaceRec.Gallery.Tests;

public sealed class GalleryTests : IDisposable
{
    private readonly MemoryS3 _s3 = new();

    public void Dispose() => _s3.Dispose();

    private GalleryStore Open() => new(_s3, new Buckets("test"), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_process_sees_a_person_at_once()
    {
        var other = Open();
        await other.GetAsync("staff", Token);

        await new GalleryEditor(Open()).PutPersonAsync("staff", "Ada", Token);

        Assert.Equal("Ada", Assert.Single((await other.GetAsync("staff", Token)).People).Name);
    }

    [Fact]
    public async Task Eight_processes_enrolling_at_once_lose_nobody()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async process =>
        {
            var editor = new GalleryEditor(Open());
            for (var i = 0; i < 25; i++)
                await editor.PutPersonAsync("staff", $"{process}-{i}", Token);
        }));

        var view = await Open().GetAsync("staff", Token);
        Assert.Equal((200, 200L), (view.PersonCount, view.Version));
    }

    [Fact]
    public async Task Renames_merges_and_moves_keep_every_face()
    {
        var (store, editor) = (Open(), new GalleryEditor(Open()));
        await EnrollAsync(store, "Ada", "face1");
        await EnrollAsync(store, "Bob", "face2");

        Assert.Equal(GalleryOutcome.NameTaken, (await editor.RenamePersonAsync("staff", "Ada", "Bob", Token)).Outcome);
        Assert.Equal(GalleryOutcome.Changed, (await editor.RenamePersonAsync("staff", "Ada", "Augusta", Token)).Outcome);
        Assert.Equal(GalleryOutcome.Changed, (await editor.MoveFaceAsync("staff", "face1", "Bob", Token)).Outcome);
        var merged = await editor.MergePeopleAsync("staff", "Bob", "Augusta", Token);

        var person = Assert.Single(merged.View.People);
        Assert.Equal(("Augusta", 2), (person.Name, person.Faces.Length));
    }

    [Fact]
    public async Task Erasing_a_person_leaves_no_name_picture_or_embedding()
    {
        var store = Open();
        await EnrollAsync(store, "Ada", "face1");
        await EnrollAsync(store, "Bob", "face2");
        var view = await store.GetAsync("staff", Token);
        Assert.True(await store.Snapshots.TryReplaceAsync(await store.Snapshots.ReadHeadAsync("staff", Token), view, face => Embedding(face.Id), Token));
        var recognition = Guid.NewGuid();
        _s3.Objects[$"test-out-bucket/{ObjectKeys.Result(recognition)}"] = Encoding.UTF8.GetBytes("Ada");
        await store.Mentions.WriteAsync("staff", recognition, [view.FindPerson("Ada")!.Id], Token);

        var receipt = await new GalleryEditor(Open()).RemovePersonAsync("staff", "Ada", Token);

        Assert.NotNull(receipt);
        Assert.Equal(["face1"], receipt.FaceIds);
        Assert.Equal([ObjectKeys.Result(recognition)], receipt.Results);
        Assert.NotEmpty(receipt.SnapshotParts);
        Assert.All(_s3.Objects.Values, bytes => Assert.DoesNotContain("Ada", Encoding.UTF8.GetString(bytes)));
        Assert.DoesNotContain(_s3.Objects.Keys, key => key.Contains("faces/face1", StringComparison.Ordinal));
        var pattern = System.Runtime.InteropServices.MemoryMarshal.AsBytes(Embedding("face1").Span).ToArray();
        Assert.All(_s3.Objects.Values, bytes => Assert.True(bytes.AsSpan().IndexOf(pattern) < 0));

        var after = await Open().GetAsync("staff", Token);
        Assert.Equal("Bob", Assert.Single(after.People).Name);
        Assert.Empty(after.PendingErasures);
    }

    [Fact]
    public async Task A_snapshot_in_a_format_of_another_version_is_passed_over_and_the_journal_read()
    {
        var store = Open();
        await EnrollAsync(store, "Ada", "face1");
        var view = await store.GetAsync("staff", Token);
        Assert.True(await store.Snapshots.TryReplaceAsync(await store.Snapshots.ReadHeadAsync("staff", Token), view, face => Embedding(face.Id), Token));
        _s3.Objects[_s3.Names().Single(name => name.EndsWith("people.bin", StringComparison.Ordinal))] = "{\"version\":1}"u8.ToArray();
        var manifest = _s3.Names().Single(name => name.EndsWith("snapshot.json", StringComparison.Ordinal));
        _s3.Objects[manifest] = Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(_s3.Objects[manifest]), "\"peopleHash\":\\d+,", ""));

        Assert.Equal("Ada", Assert.Single((await Open().GetAsync("staff", Token)).People).Name);
        Assert.NotNull(await new GalleryEditor(Open()).RemovePersonAsync("staff", "Ada", Token));
        var pattern = System.Runtime.InteropServices.MemoryMarshal.AsBytes(Embedding("face1").Span).ToArray();
        Assert.All(_s3.Objects.Values, bytes => Assert.True(bytes.AsSpan().IndexOf(pattern) < 0));
    }

    [Theory]
    [InlineData(".bin")]
    [InlineData("people.bin")]
    public async Task A_damaged_snapshot_is_refused_by_name(string ending)
    {
        var store = Open();
        await EnrollAsync(store, "Ada", "face1");
        var view = await store.GetAsync("staff", Token);
        Assert.True(await store.Snapshots.TryReplaceAsync(await store.Snapshots.ReadHeadAsync("staff", Token), view, face => Embedding(face.Id), Token));
        var damaged = _s3.Names().First(name => name.EndsWith(ending, StringComparison.Ordinal));
        _s3.Objects[damaged][^1] ^= 1;

        var failure = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            var snapshot = await Open().Snapshots.ReadAsync("staff", Token);
            await store.Snapshots.TryReadPartAsync(snapshot.Head.Parts[0], (_, _, _) => { }, Token);
        });

        Assert.Contains(damaged[(damaged.IndexOf('/', StringComparison.Ordinal) + 1)..], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../etc", false)]
    [InlineData("Staff", false)]
    [InlineData("", false)]
    [InlineData("team-7", true)]
    public void Collection_names_are_safe_in_keys(string name, bool valid) => Assert.Equal(valid, CollectionName.IsValid(name));

    private static ReadOnlyMemory<float> Embedding(string faceId)
    {
        var random = new Random(faceId.Sum(letter => letter));
        return Enumerable.Range(0, 512).Select(_ => random.NextSingle()).ToArray();
    }

    private static async Task EnrollAsync(GalleryStore store, string person, string faceId)
    {
        var face = new Face
        {
            Id = faceId,
            Object = $"{faceId}/{Guid.NewGuid():N}",
            Model = "test",
            Box = new PictureBox(0, 0, 1, 1),
            Score = 1,
            Quality = new FaceQuality(1, 1, 0, 0),
            PictureKey = $"pictures/{faceId}",
            EnrolledAt = DateTimeOffset.UnixEpoch,
        };
        await store.Faces.WriteAsync("staff", face, new FaceContent(Embedding(faceId), new byte[] { 1 }, new byte[] { 2 }), Token);
        var view = await store.GetAsync("staff", Token);
        ImmutableArray<Change> changes = [new Change.PersonAdded($"id-{person.Length}-{faceId}", person), new Change.FaceAdded($"id-{person.Length}-{faceId}", face)];
        Assert.NotNull(await store.TryCommitAsync(view, changes, Token));
    }
}
