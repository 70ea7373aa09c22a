using System.Net.Http.Headers;
using Amazon.S3.Model;
using FaceRec.LocalCloud;
using FaceRec.Messages;

namespace FaceRec.Gateway.Tests.Problems;

/// <summary>
/// Every error of the API, brought about for real: through HTTP, with the local AWS, real workers, none, broken ones, or an AWS that is gone.
/// A new kind of error fails here until somebody says how it comes about.
/// </summary>
public sealed class EveryErrorTests : IClassFixture<StrictSystem>, IClassFixture<KeyedSystem>
{
    readonly WholeSystem _system;
    readonly StrictSystem _strict;
    readonly Dictionary<string, Func<Task<Answer>>> _causes;

    public EveryErrorTests(WholeSystem system, StrictSystem strict, KeyedSystem keyed)
    {
        (_system, _strict) = (system, strict);
        _causes = new()
        {
            ["empty-upload"] = () => Http.PostPictureAsync("recognitions", []),
            ["malformed-request"] = () => Http.SendAsync(HttpMethod.Patch, "people/Anna", new StringContent("{\"person\":", new MediaTypeHeaderValue("application/json"))),
            ["malformed-form"] = () => Http.SendAsync(HttpMethod.Post, "recognitions", Cut(Api.Form(Repository.Photo(1)))),
            ["malformed-archive"] = () => WithAsync("idle", http => http.SendAsync(HttpMethod.Post, "/people:import", Api.Raw("this is no zip"u8.ToArray(), "application/zip"))),
            ["missing-file"] = () => Http.SendAsync(HttpMethod.Post, "recognitions", Api.Form(Repository.Photo(1), field: "photo")),
            ["invalid-file-name"] = () => Http.SendAsync(HttpMethod.Post, "recognitions", Api.Form(Repository.Photo(1), fileName: "../../etc/passwd")),
            ["invalid-parameter"] = () => Http.PostPictureAsync("recognitions?threshold=2", Repository.Photo(1)),
            ["invalid-name"] = () => Http.SendAsync(HttpMethod.Put, "people/a%01b"),
            ["unreadable-picture"] = () => Http.PostPictureAsync("recognitions", "just text, no picture at all"u8.ToArray()),
            ["missing-key"] = () => keyed.Gateway.Http.ReadAsync("people"),
            ["unknown-key"] = () => keyed.Gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", "frk_0123456789ab_no")),
            ["scope-missing"] = () => keyed.Gateway.Http.SendAsync(HttpMethod.Get, "metrics", null, ("X-Api-Key", keyed.Mine)),
            ["collection-not-allowed"] = () => keyed.Gateway.Http.SendAsync(HttpMethod.Get, "people?collection=other", null, ("X-Api-Key", keyed.Mine)),
            ["editing-not-allowed"] = () => Http.PostJsonAsync("errors/1/edit", new { message = new { } }),
            ["no-such-message"] = () => Http.ReadAsync($"errors/{Guid.NewGuid()}"),
            ["queue-unusable"] = () => Http.ReadAsync($"errors?queue={WholeSystem.Id}-nowhere_error"),
            ["edit-refused"] = EditRefusedAsync,
            ["not-found"] = () => Http.ReadAsync("nothing/here"),
            ["no-such-recognition"] = () => Http.ReadAsync($"recognitions/{Guid.NewGuid()}"),
            ["no-such-person"] = () => Http.ReadAsync("people/Nobody"),
            ["no-such-enrolled-face"] = NoSuchEnrolledFaceAsync,
            ["no-such-collection"] = () => Http.SendAsync(HttpMethod.Delete, $"collections/{Api.NewCollection()}"),
            ["method-not-allowed"] = () => Http.SendAsync(HttpMethod.Delete, "recognitions"),
            ["upload-too-slow"] = TooSlowAsync,
            ["name-taken"] = NameTakenAsync,
            ["looks-like-somebody-else"] = LooksLikeSomebodyElseAsync,
            ["idempotency-key-in-use"] = KeyInUseAsync,
            ["recognition-running"] = () => WithAsync("idle", StillRunningAsync),
            ["picture-gone"] = PictureGoneAsync,
            ["file-too-large"] = () => WithAsync("idle", http => http.PostPictureAsync("recognitions", Repository.Photo(1)), "Gateway:MaxFileSize=20000"),
            ["too-many-pixels"] = () => WithAsync("idle", http => http.PostPictureAsync("recognitions", Repository.Photo(1)), "Gateway:MaxMegapixels=1"),
            ["archive-too-large"] = () => WithAsync("idle", http => http.SendAsync(HttpMethod.Post, "/people:import", Api.Raw(new byte[5000], "application/zip")), "Gateway:MaxArchiveSize=4096"),
            ["unsupported-media-type"] = () => Http.PostPictureAsync("recognitions", "%PDF-1.7 and so on"u8.ToArray()),
            ["no-face"] = () => EnrollAsync(TestPicture.Blank()),
            ["several-faces"] = () => EnrollAsync(Repository.Photo(1)),
            ["no-such-face"] = () => EnrollAsync(Repository.Photo(1), "face=99"),
            ["face-too-small"] = () => EnrollStrictlyAsync(OneFace(size: 60, around: 320)),
            ["face-too-blurred"] = () => EnrollStrictlyAsync(OneFace(size: 450, detail: 0.2f)),
            ["face-turned-away"] = () => EnrollStrictlyAsync(OneFace(size: 450)),
            ["idempotency-key-reused"] = KeyReusedAsync,
            ["too-many-requests"] = () => Eventually.GetAsync(() => keyed.Gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", keyed.Slow)), answer => answer.Status != 200),
            ["internal-error"] = InternalErrorAsync,
            ["recognition-failed"] = RecognitionFailedAsync,
            ["unavailable"] = UnavailableAsync,
            ["overloaded"] = OverloadedAsync,
            ["timed-out"] = () => WithAsync("idle", http => http.PostPictureAsync("recognitions", Repository.Photo(1)), "Gateway:RequestTimeout=00:00:01"),
        };
    }

    public static TheoryData<string> Codes => [.. ProblemKinds.All.Select(kind => kind.Code)];

    HttpClient Http => _system.Http;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Comes_about(string code)
    {
        Assert.True(_causes.TryGetValue(code, out var cause), $"Nobody says how {code} comes about.");
        var kind = ProblemKinds.All.Single(known => known.Code == code);

        var answer = await cause();

        Assert.True(answer.Code == code && answer.Status == kind.Status, $"Expected {kind.Status} {code}, got {answer}");
        Assert.Equal($"urn:facerec:problem:{code}", answer.Json.GetProperty("type").GetString());
        Assert.Equal(kind.Remedy, answer.Json.GetProperty("remedy").GetString());
        Assert.Equal(answer.Header("X-Request-Id"), answer.Json.GetProperty("requestId").GetString());
        if (kind.Status is 429 or 503 || code is "idempotency-key-in-use" or "recognition-running")
            Assert.InRange(int.Parse(answer.Header("Retry-After")!), 1, 60);
        if (code == "timed-out")
            Assert.StartsWith("/recognitions/", answer.Header("Location"));
        if (code == "recognition-failed")
            Assert.NotEqual(Guid.Empty, answer.Json.GetProperty("failedMessageId").GetGuid());
    }

    [Fact]
    public async Task A_refused_face_is_enrolled_where_its_refusals_are_accepted()
    {
        var picture = OneFace(size: 60, around: 320);
        var accepted = new List<string>();
        Answer answer;
        while ((answer = await EnrollStrictlyAsync(picture, $"?accept={string.Join(',', accepted)}&collection=accepting")).Status == 422 && accepted.Count < 4)
            accepted.Add(answer.Code!);

        Assert.Equal(["face-too-small", "face-too-blurred", "face-turned-away"], accepted);
        Assert.Equal(201, answer.Status);
    }

    [Fact]
    public async Task A_face_like_somebody_elses_is_enrolled_where_that_is_accepted()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);

        var accepted = await Http.PostPictureAsync($"people/Eve/faces?face=1&collection={collection}&accept=looks-like-somebody-else", Repository.Photo(3));

        Assert.Equal(201, accepted.Status);
    }

    static byte[] OneFace(int size, float detail = 1, int? around = null) => TestPicture.OneFace(photo: 2, left: 750, top: 120, side: 450, size, detail, around);

    Task<Answer> EnrollStrictlyAsync(byte[] picture, string query = "") => _strict.Gateway.Http.PostPictureAsync($"people/Anna/faces{query}", picture);

    static ByteArrayContent Cut(MultipartFormDataContent form)
    {
        var bytes = form.ReadAsByteArrayAsync(Cancel).GetAwaiter().GetResult();
        return new ByteArrayContent(bytes[..(bytes.Length - 100)]) { Headers = { ContentType = form.Headers.ContentType } };
    }

    Task<Answer> EnrollAsync(byte[] picture, string query = "") => Http.PostPictureAsync($"people/Anna/faces?collection={Api.NewCollection()}&{query}", picture);

    async Task<Answer> WithAsync(string id, Func<HttpClient, Task<Answer>> send, params string[] settings)
    {
        await using var gateway = await TestGateway.StartAsync(_system.Aws, id, settings);
        return await send(gateway.Http);
    }

    async Task<Answer> TooSlowAsync()
    {
        await using var gateway = await TestGateway.StartAsync(_system.Aws, "idle", "Gateway:SlowUploadGrace=00:00:01.5");
        return await SlowClient.PostAsync(gateway.Address, "/recognitions", "image/jpeg", [0xFF, 0xD8, 0xFF], Cancel);
    }

    async Task<Answer> EditRefusedAsync()
    {
        using var sqs = Errors.FailedMessages.Client(_system.Aws);
        var id = await Errors.FailedMessages.AddAsync(sqs, "idle", nameof(RecognizeFaces), new { });
        return await WithAsync("idle", http => http.PostJsonAsync($"errors/{id}/edit", new { message = new { } }), "Gateway:AllowErrorEdits=true");
    }

    async Task<Answer> NoSuchEnrolledFaceAsync()
    {
        var collection = Api.NewCollection();
        await Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={collection}");
        return await Http.SendAsync(HttpMethod.Delete, $"people/Anna/faces/0123?collection={collection}");
    }

    async Task<Answer> NameTakenAsync()
    {
        var collection = Api.NewCollection();
        await Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={collection}");
        await Http.SendAsync(HttpMethod.Put, $"people/Bert?collection={collection}");
        return await Http.SendAsync(HttpMethod.Patch, $"people/Anna?collection={collection}", System.Net.Http.Json.JsonContent.Create(new { person = "Bert" }));
    }

    async Task<Answer> LooksLikeSomebodyElseAsync()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);
        return await Http.PostPictureAsync($"people/Eve/faces?face=1&collection={collection}", Repository.Photo(3));
    }

    async Task<Answer> KeyInUseAsync()
    {
        await using var gateway = await TestGateway.StartAsync(_system.Aws, "idle");
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        return await gateway.WhileWaitingAsync(
            cancel => gateway.Http.SendAsync(HttpMethod.Post, "detections", Api.Form(Repository.Photo(1)), cancel, key),
            () => gateway.Http.PostPictureAsync("detections", Repository.Photo(1), key));
    }

    static async Task<Answer> StillRunningAsync(HttpClient http)
    {
        var running = await http.PostPictureAsync("recognitions", Repository.Photo(1), ("Prefer", "respond-async"));
        return await http.SendAsync(HttpMethod.Delete, running.Header("Location")!);
    }

    async Task<Answer> OverloadedAsync()
    {
        await using var gateway = await TestGateway.StartAsync(_system.Aws, "idle", "Gateway:MostWaiting=1");
        return await gateway.WhileWaitingAsync(
            cancel => gateway.Http.SendAsync(HttpMethod.Post, "detections", Api.Form(Repository.Photo(1)), cancel),
            () => gateway.Http.PostPictureAsync("detections", Repository.Photo(1)));
    }

    async Task<Answer> KeyReusedAsync()
    {
        var key = Guid.NewGuid().ToString();
        await Http.PostPictureAsync("detections", Repository.Photo(1), ("Idempotency-Key", key));
        return await Http.PostPictureAsync("detections", Repository.Photo(2), ("Idempotency-Key", key));
    }

    async Task<Answer> PictureGoneAsync()
    {
        var recognized = await Http.PostPictureAsync($"recognitions?collection={Api.NewCollection()}", Repository.Photo(1));
        var id = recognized.Json.GetProperty("id").GetGuid();
        using var s3 = TestBuckets.Client(_system.Aws);
        await s3.DeleteObjectAsync(new Buckets(WholeSystem.Id).Input, ObjectKeys.Picture(id), Cancel);
        return await Http.ReadAsync($"recognitions/{id}/picture");
    }

    /// <summary>A stored result that is not one.</summary>
    async Task<Answer> InternalErrorAsync()
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(30));
        using var s3 = TestBuckets.Client(_system.Aws);
        await TestBuckets.CreateAsync(_system.Aws, "idle");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = new Buckets("idle").Output, Key = ObjectKeys.Result(id), ContentBody = "not JSON" }, Cancel);
        return await WithAsync("idle", http => http.ReadAsync($"recognitions/{id}"));
    }

    /// <summary>The Gateway knows of a person whose entry in the gallery is lost before a worker has read it: no worker can answer for what was asked.</summary>
    async Task<Answer> RecognitionFailedAsync()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={collection}")).Status);
        using var s3 = TestBuckets.Client(_system.Aws);
        await s3.DeleteObjectAsync(new Buckets(WholeSystem.Id).Output, Gallery.GalleryKeys.Entry(collection, 1), Cancel);
        return await Http.PostPictureAsync($"recognitions?collection={collection}", TestPicture.Blank());
    }

    /// <summary>An AWS that was there and is gone.</summary>
    static async Task<Answer> UnavailableAsync()
    {
        var aws = await LocalAws.StartAsync(cancellationToken: Cancel);
        await using var gateway = await TestGateway.StartAsync(aws, "gone", "Installation:AwsRetries=0");
        await aws.DisposeAsync();
        return await gateway.Http.PostPictureAsync("recognitions", Repository.Photo(1));
    }
}
