using System.Text.Json;
using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway.Tests.Errors;

/// <summary>What is erased is erased from failed messages, too, in queues and in archives.</summary>
public sealed class ErasureTests(WholeSystem system)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly string _id = $"g{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task Erasing_a_person_or_a_collection_reaches_the_failed_messages_that_refer_to_it()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, _id);
        using var sqs = FailedMessages.Client(system.Aws);
        foreach (var person in new[] { "Anna", "Bert" })
            Assert.Equal(201, (await gateway.Http.SendAsync(HttpMethod.Put, $"people/{person}?collection=staff")).Status);
        var enrolling = await FailAsync(Enrollment("Anna", "staff"));
        var archived = await FailAsync(new VerifyFaces { VerificationId = Guid.NewGuid(), PictureKey = "pictures/x", Person = "Anna", Collection = "staff" });
        Assert.Equal(200, (await gateway.Http.PostJsonAsync("errors/archive", new { message = archived })).Status);
        var other = await FailAsync(Enrollment("Bert", "staff"));
        var elsewhere = await FailAsync(Enrollment("Anna", "guests"));

        var person1 = await gateway.Http.SendAsync(HttpMethod.Delete, "people/Anna?collection=staff");

        Assert.Equal(new[] { enrolling, archived }.Order(), Erased(person1).Order());
        Assert.Equal((2, 0), await FailedMessages.CountAsync(sqs, $"{_id}-recognition_error"));
        Assert.Empty((await gateway.Http.ReadAsync("errors/archives")).Json.EnumerateArray());

        Assert.Equal([other], Erased(await gateway.Http.SendAsync(HttpMethod.Delete, "collections/staff")));
        Assert.Equal(200, (await gateway.Http.ReadAsync($"errors/{elsewhere}")).Status);
        Assert.DoesNotContain("Anna", (await gateway.Http.ReadAsync("errors/audit")).Json.GetRawText());

        Task<Guid> FailAsync<T>(T message) => FailedMessages.AddAsync(sqs, _id, typeof(T).Name, message!);
    }

    [Fact]
    public async Task Erasing_a_recognition_leaves_nothing_of_it()
    {
        using var sqs = FailedMessages.Client(system.Aws);
        using var s3 = TestBuckets.Client(system.Aws);
        var buckets = new Buckets(WholeSystem.Id);
        var collection = Api.NewCollection();
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);
        var id = (await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(3))).Json.GetProperty("id").GetGuid();
        var failed = await FailedMessages.AddAsync(sqs, WholeSystem.Id, nameof(RecognizeFaces), new { recognitionId = id, pictureKey = ObjectKeys.Picture(id), collection });
        var other = await FailedMessages.AddAsync(sqs, WholeSystem.Id, nameof(RecognizeFaces), new { recognitionId = Guid.NewGuid(), pictureKey = "pictures/other", collection });
        Assert.NotEmpty(await MentionsAsync());

        var erased = await system.Http.SendAsync(HttpMethod.Delete, $"recognitions/{id}");

        Assert.Equal((200, id), (erased.Status, erased.Json.GetProperty("id").GetGuid()));
        Assert.Equal([failed], Erased(erased));
        foreach (var path in new[] { $"recognitions/{id}", $"recognitions/{id}/picture", $"recognitions/{id}/picture/original", $"errors/{failed}" })
            Assert.Equal(404, (await system.Http.ReadAsync(path)).Status);
        Assert.Equal(404, (await system.Http.SendAsync(HttpMethod.Delete, $"recognitions/{id}")).Status);
        Assert.Equal(200, (await system.Http.ReadAsync($"errors/{other}")).Status);
        Assert.Empty(await MentionsAsync());
        // The same picture again is looked at anew: no memory of the first is asked.
        var again = await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(3));
        Assert.NotEqual(id, again.Json.GetProperty("id").GetGuid());

        async Task<IReadOnlyList<string>> MentionsAsync() =>
            [.. ((await s3.ListObjectsV2Async(new() { BucketName = buckets.Output, Prefix = $"gallery/{collection}/mentions/" }, Cancel)).S3Objects ?? []).Select(found => found.Key)];
    }

    [Theory]
    [InlineData("""{"pictureKey":"pictures/erased"}""", true)]
    [InlineData("""{"pictureKey":"pictures/a","otherPictureKey":"pictures/erased"}""", true)]
    [InlineData("""{"pictureKey":"pictures/a","recognitionId":"01a2087f-2710-7da6-8842-d4f70d61442c"}""", true)]
    [InlineData("""{"pictureKey":"pictures/a","recognitionId":"01a2087f-2710-7da6-8842-d4f70d61442d"}""", false)]
    [InlineData("""{"pictureKey":"pictures/a","collection":"staff"}""", false)]
    public void A_message_refers_to_what_is_erased_by_its_picture_or_its_recognition(string content, bool refers)
    {
        var receipt = new ErasureReceipt
        {
            Collection = "staff",
            GalleryVersion = 1,
            ErasedAt = default,
            FaceIds = [],
            Embeddings = [],
            Crops = [],
            Pictures = ["pictures/erased"],
            Results = [ObjectKeys.Result(Guid.Parse("01a2087f-2710-7da6-8842-d4f70d61442c"))],
            SnapshotParts = [],
            JournalEntries = [],
        };
        var element = JsonSerializer.Deserialize<JsonElement>(content);
        string[] pictures = [.. element.EnumerateObject().Where(member => member.Name.EndsWith("Key", StringComparison.Ordinal)).Select(member => member.Value.GetString()!)];

        Assert.Equal(refers, FailedMessageErasure.Refers(element, pictures, receipt, "staff", person: null, wholeCollection: false));
    }

    static EnrollFace Enrollment(string person, string collection) => new() { EnrollmentId = Guid.NewGuid(), PictureKey = "pictures/y", Person = person, Collection = collection };

    static IEnumerable<Guid> Erased(Answer answer) => answer.Json.GetProperty("failedMessages").EnumerateArray().Select(id => id.GetGuid());
}
