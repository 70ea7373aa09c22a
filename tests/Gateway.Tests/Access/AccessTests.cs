namespace FaceRec.Gateway.Tests.Access;

/// <summary>A Gateway that asks for keys.</summary>
public sealed class AccessTests(WholeSystem system, KeyedSystem keyed) : IClassFixture<KeyedSystem>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    HttpClient Http => keyed.Gateway.Http;

    [Fact]
    public async Task A_Gateway_without_any_key_refuses_to_start()
    {
        var error = await Assert.ThrowsAsync<NoApiKeyException>(() => TestGateway.StartAsync(system.Aws, "keyless", "Gateway:AllowAnonymous=false"));

        Assert.Contains("keys create", error.Message);
    }

    [Fact]
    public async Task A_key_is_asked_for_and_told_apart_from_a_wrong_one()
    {
        var key = keyed.Of[Scope.Enroll];

        var none = await Http.ReadAsync("people");
        var wrongSecret = await Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key[..^3] + "AAA"));
        var wrongId = await Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", "frk_000000000000_" + key[17..]));
        var header = await Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key));
        var bearer = await Http.SendAsync(HttpMethod.Get, "people", null, ("Authorization", $"Bearer {key}"));

        Assert.Equal((401, "missing-key", "Bearer"), (none.Status, none.Code, none.Header("WWW-Authenticate")));
        Assert.Equal(((401, "unknown-key"), (401, "unknown-key")), ((wrongSecret.Status, wrongSecret.Code), (wrongId.Status, wrongId.Code)));
        Assert.Equal((200, 200), (header.Status, bearer.Status));
        // Load balancers and browsers have no keys.
        foreach (var open in new[] { "health/live", "openapi/v1.json", "" })
            Assert.Equal(200, (await Http.ReadAsync(open)).Status);
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
    [InlineData("operate", "PUT", "collections/new", 201)]
    [InlineData("operate", "GET", "metrics", 200)]
    [InlineData("operate", "GET", "recognitions", 403)]
    public async Task A_key_may_do_what_its_scope_says(string scope, string method, string path, int status)
    {
        var answer = await Http.SendAsync(new HttpMethod(method), path, null, ("X-Api-Key", keyed.Of[Enum.Parse<Scope>(scope, ignoreCase: true)]));

        Assert.Equal((status, status == 403 ? "scope-missing" : null), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_key_for_one_collection_sees_no_other()
    {
        var (mine, all) = (keyed.Mine, keyed.All);
        foreach (var collection in new[] { "mine", "yours" })
            Assert.Equal(201, (await Http.SendAsync(HttpMethod.Put, $"people/Anna?collection={collection}", null, ("X-Api-Key", all))).Status);
        var theirs = await Http.PostPictureAsync("recognitions?collection=yours", Repository.Photo(1), ("X-Api-Key", all), ("Prefer", "respond-async"));

        Assert.Equal("collection-not-allowed", (await Http.SendAsync(HttpMethod.Get, "errors", null, ("X-Api-Key", keyed.OperatesMine))).Code);
        foreach (var path in new[] { "people?collection=yours", "people", "people/Anna/faces?collection=yours", "recognitions?collection=yours", "collections/yours" })
            Assert.Equal("collection-not-allowed", (await Http.SendAsync(HttpMethod.Get, path, null, ("X-Api-Key", mine))).Code);
        Assert.Equal("collection-not-allowed", (await Http.PostPictureAsync("verifications?person=Anna", Repository.Photo(1), ("X-Api-Key", mine))).Code);
        Assert.Equal(404, (await Http.SendAsync(HttpMethod.Get, theirs.Header("Location")!, null, ("X-Api-Key", mine))).Status);
        Assert.Equal(202, (await Http.SendAsync(HttpMethod.Get, theirs.Header("Location")!, null, ("X-Api-Key", all))).Status);
        Assert.Equal(200, (await Http.SendAsync(HttpMethod.Get, "people?collection=mine", null, ("X-Api-Key", mine))).Status);
        var collections = await Http.SendAsync(HttpMethod.Get, "collections", null, ("X-Api-Key", mine));
        Assert.Equal(["mine"], collections.Json.EnumerateArray().Select(collection => collection.GetProperty("collection").GetString()));
    }

    [Fact]
    public async Task A_new_key_is_known_soon_and_a_revoked_one_refused()
    {
        var key = await keyed.MakeAsync(Scope.Enroll);
        await Eventually.GetAsync(() => Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key)), answer => answer.Status == 200);

        await keyed.Store.ChangeAsync(keys => [.. keys.Where(known => !key.Contains(known.Id, StringComparison.Ordinal))], Cancel);
        await Eventually.GetAsync(() => Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", key)), answer => answer.Status == 401);
    }

    [Fact]
    public async Task A_key_has_limits_of_its_own()
    {
        // Until more than two come in a second, however slow this machine is.
        var answers = await Eventually.GetAsync(
            () => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", keyed.Slow)))), answers => answers.Any(answer => answer.Status == 429));
        var unaffected = await Http.SendAsync(HttpMethod.Get, "people", null, ("X-Api-Key", keyed.All));

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.All(refused, answer => Assert.Equal(("too-many-requests", true), (answer.Code, int.Parse(answer.Header("Retry-After")!) >= 1)));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Equal(200, unaffected.Status);
    }

    [Fact]
    public async Task Requests_at_once_are_limited_too()
    {
        Task<Answer> PostAsync(CancellationToken cancel) => Http.SendAsync(HttpMethod.Post, "detections", Api.Form(Repository.Photo(1)), cancel, ("X-Api-Key", keyed.Single));

        var refused = await keyed.Gateway.WhileWaitingAsync(PostAsync, () => PostAsync(Cancel));

        Assert.Equal((429, "too-many-requests"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 60);
    }

    [Fact]
    public async Task No_key_lies_in_S3_as_it_was_given_out()
    {
        using var s3 = TestBuckets.Client(system.Aws);
        using var stored = await s3.GetObjectAsync(new FaceRec.Messages.Buckets(keyed.Id).Output, "keys/keys.json", Cancel);
        using var reader = new StreamReader(stored.ResponseStream);

        var text = await reader.ReadToEndAsync(Cancel);
        Assert.Contains(keyed.All[4..16], text);
        Assert.DoesNotContain(keyed.All[17..], text);
    }
}
