namespace FaceRec.Gateway.Tests.Access;

/// <summary>A Gateway that asks for keys, in an installation of its own.</summary>
public sealed class AccessTests(WholeSystem system)
{
    readonly string _id = $"k{Guid.NewGuid():N}"[..20];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Gateway_without_any_key_refuses_to_start()
    {
        var error = await Assert.ThrowsAsync<NoApiKeyException>(() => StartAsync());

        Assert.Contains("keys create", error.Message);
    }

    [Fact]
    public async Task A_key_is_asked_for_and_told_apart_from_a_wrong_one()
    {
        var key = await MakeKeyAsync(Scope.Enroll);
        await using var gateway = await StartAsync();

        var none = await gateway.Http.ReadAsync("people");
        var wrongSecret = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key[..^3] + "AAA"));
        var wrongId = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", "frk_000000000000_" + key[17..]));
        var header = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key));
        var bearer = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("Authorization", $"Bearer {key}"));

        Assert.Equal((401, "missing-key", "Bearer"), (none.Status, none.Code, none.Header("WWW-Authenticate")));
        Assert.Equal(((401, "unknown-key"), (401, "unknown-key")), ((wrongSecret.Status, wrongSecret.Code), (wrongId.Status, wrongId.Code)));
        Assert.Equal((200, 200), (header.Status, bearer.Status));
        // Load balancers and browsers have no keys.
        foreach (var open in new[] { "health/live", "openapi/v1.json", "" })
            Assert.Equal(200, (await gateway.Http.ReadAsync(open)).Status);
    }

    [Theory]
    [InlineData("recognize", "GET", "recognitions", 200)]
    [InlineData("recognize", "GET", "people", 403)]
    [InlineData("recognize", "PUT", "people/Anna", 403)]
    [InlineData("recognize", "GET", "metrics", 403)]
    [InlineData("recognize", "GET", "errors", 403)]
    [InlineData("operate", "GET", "errors/queues", 200)]
    [InlineData("recognize", "GET", "recognitions/01a00000-0000-7000-8000-000000000000/picture/original", 403)]
    [InlineData("enroll", "PUT", "people/Anna", 201)]
    [InlineData("enroll", "GET", "recognitions", 403)]
    [InlineData("enroll", "PUT", "collections/mine", 403)]
    [InlineData("operate", "PUT", "collections/mine", 201)]
    [InlineData("operate", "GET", "metrics", 200)]
    [InlineData("operate", "GET", "recognitions", 403)]
    public async Task A_key_may_do_what_its_scope_says(string scope, string method, string path, int status)
    {
        var key = await MakeKeyAsync(Enum.Parse<Scope>(scope, ignoreCase: true));
        await using var gateway = await StartAsync();

        var answer = await gateway.Http.SendAsync(new HttpMethod(method), path, null, ("X-Api-Key", key));

        Assert.Equal((status, status == 403 ? "scope-missing" : null), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_key_for_one_collection_sees_no_other()
    {
        var mine = await MakeKeyAsync([Scope.Enroll, Scope.Recognize], "mine");
        var operates = await MakeKeyAsync([Scope.Operate], "mine");
        var all = await MakeKeyAsync(Scope.Enroll, Scope.Operate, Scope.Recognize);
        await using var gateway = await StartAsync();
        foreach (var collection in new[] { "mine", "yours" })
            Assert.Equal(201, (await gateway.Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={collection}", null, ("X-Api-Key", all))).Status);
        var theirs = await gateway.Http.PostPictureAsync("recognitions?collection=yours", Repository.Photo(1), ("X-Api-Key", all), ("Prefer", "respond-async"));

        Assert.Equal("collection-not-allowed", (await gateway.Http.SendAsync(HttpMethod.Get, "errors", null, ("X-Api-Key", operates))).Code);
        foreach (var path in new[] { "people?collection=yours", "people", "people/Anna/faces?collection=yours", "recognitions?collection=yours", "collections/yours" })
            Assert.Equal("collection-not-allowed", (await gateway.Http.SendAsync(HttpMethod.Get, path, null, ("X-Api-Key", mine))).Code);
        Assert.Equal("collection-not-allowed", (await gateway.Http.PostPictureAsync("verifications?person=Anna", Repository.Photo(1), ("X-Api-Key", mine))).Code);
        Assert.Equal(404, (await gateway.Http.SendAsync(HttpMethod.Get, theirs.Header("Location")!, null, ("X-Api-Key", mine))).Status);
        Assert.Equal(202, (await gateway.Http.SendAsync(HttpMethod.Get, theirs.Header("Location")!, null, ("X-Api-Key", all))).Status);
        Assert.Equal(200, (await gateway.Http.SendAsync(HttpMethod.Get, "people?collection=mine", null, ("X-Api-Key", mine))).Status);
        var collections = await gateway.Http.SendAsync(HttpMethod.Get, "collections", null, ("X-Api-Key", mine));
        Assert.Equal(["mine"], collections.Json.EnumerateArray().Select(collection => collection.GetProperty("collection").GetString()));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_soon_and_a_new_one_is_known_at_once()
    {
        var key = await MakeKeyAsync(Scope.Enroll);
        await using var gateway = await StartAsync();
        Assert.Equal(200, (await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key))).Status);

        using var s3 = TestBuckets.Client(system.Aws);
        await new KeyStore(s3, new FaceRec.Messages.Buckets(_id)).ChangeAsync(_ => [], Cancel);
        await Eventually.GetAsync(() => gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key)), answer => answer.Status == 401, TimeSpan.FromSeconds(15));
        var fresh = await MakeKeyAsync(Scope.Enroll);
        await Eventually.GetAsync(() => gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", fresh)), answer => answer.Status == 200, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_key_has_limits_of_its_own()
    {
        var slow = await MakeKeyAsync([Scope.Enroll], null, requestsPerSecond: 1);
        var other = await MakeKeyAsync(Scope.Enroll);
        await using var gateway = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", slow))));
        var unaffected = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", other));

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal(("too-many-requests", true), (answer.Code, int.Parse(answer.Header("Retry-After")!) >= 1)));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Equal(200, unaffected.Status);
    }

    [Fact]
    public async Task Requests_at_once_are_limited_too()
    {
        var key = await MakeKeyAsync([Scope.Recognize], null, concurrentRequests: 1);
        await using var gateway = await StartAsync("Gateway:RequestTimeout=00:00:02");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.Http.PostPictureAsync("detections", Repository.Photo(1), ("X-Api-Key", key))));

        Assert.Equal([429, 429, 504], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task No_key_lies_in_S3_as_it_was_given_out()
    {
        var key = await MakeKeyAsync(Scope.Enroll);
        using var s3 = TestBuckets.Client(system.Aws);
        using var stored = await s3.GetObjectAsync(new FaceRec.Messages.Buckets(_id).Output, "keys/keys.json", Cancel);
        using var reader = new StreamReader(stored.ResponseStream);

        Assert.DoesNotContain(key[17..], await reader.ReadToEndAsync(Cancel));
    }

    Task<TestGateway> StartAsync(params string[] settings) => TestGateway.StartAsync(system.Aws, _id, ["Gateway:AllowAnonymous=false", .. settings]);

    Task<string> MakeKeyAsync(params Scope[] scopes) => MakeKeyAsync(scopes, null);

    async Task<string> MakeKeyAsync(Scope[] scopes, string? collection, int? requestsPerSecond = null, int? concurrentRequests = null)
    {
        await TestBuckets.CreateAsync(system.Aws, _id);
        using var s3 = TestBuckets.Client(system.Aws);
        var (id, text, hash) = ApiKeyText.New();
        await new KeyStore(s3, new FaceRec.Messages.Buckets(_id)).ChangeAsync(keys => [.. keys, new ApiKey
        {
            Id = id,
            Name = "test",
            SecretHash = hash,
            Scopes = scopes,
            Collections = collection is null ? [] : [collection],
            RequestsPerSecond = requestsPerSecond,
            ConcurrentRequests = concurrentRequests,
            CreatedAt = DateTimeOffset.UtcNow,
        }], Cancel);
        return text;
    }
}
