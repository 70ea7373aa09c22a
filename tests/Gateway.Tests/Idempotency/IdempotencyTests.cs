using Microsoft.Extensions.DependencyInjection;

namespace FaceRec.Gateway.Tests.Idempotency;

public sealed class IdempotencyTests(WholeSystem system)
{
    static string NewKey() => Guid.NewGuid().ToString();

    [Theory]
    [InlineData("recognitions")]
    [InlineData("detections")]
    public async Task The_same_request_again_gets_the_same_answer_from_another_Gateway_too(string path)
    {
        var key = NewKey();
        var target = path == "recognitions" ? $"{path}?collection={Api.NewCollection()}" : path;
        var first = await system.Http.PostPictureAsync(target, Repository.Photo(1), ("Idempotency-Key", key));
        var again = await system.Other.Http.PostPictureAsync(target, Repository.Photo(1), ("Idempotency-Key", key));

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal((null, "true"), (first.Header("Idempotency-Replayed"), again.Header("Idempotency-Replayed")));
    }

    [Fact]
    public async Task The_key_is_refused_for_another_picture_other_parameters_and_another_path()
    {
        var key = NewKey();
        Assert.Equal(200, (await system.Http.PostPictureAsync("detections", Repository.Photo(1), ("Idempotency-Key", key))).Status);

        foreach (var (path, photo) in new[] { ("detections", 2), ("detections?x=1", 1), ("recognitions", 1) })
        {
            var refused = await system.Http.PostPictureAsync(path, Repository.Photo(photo), ("Idempotency-Key", key));
            Assert.Equal((422, "idempotency-key-reused"), (refused.Status, refused.Code));
        }
    }

    [Fact]
    public async Task While_the_first_request_runs_another_Gateway_says_so()
    {
        // Without workers, so that it runs for long.
        await using var one = await TestGateway.StartAsync(system.Aws, "idle");
        await using var two = await TestGateway.StartAsync(system.Aws, "idle");
        var key = ("Idempotency-Key", NewKey());

        var second = await one.WhileWaitingAsync(
            cancel => one.Http.SendAsync(HttpMethod.Post, "detections", Api.Form(Repository.Photo(1)), cancel, key),
            () => two.Http.PostPictureAsync("detections", Repository.Photo(1), key));

        Assert.Equal((409, "idempotency-key-in-use"), (second.Status, second.Code));
    }

    [Fact]
    public async Task What_failed_may_be_tried_again()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, "idle", "Gateway:RequestTimeout=00:00:01");
        var key = ("Idempotency-Key", NewKey());

        foreach (var attempt in new[] { 1, 2 })
        {
            var answer = await gateway.Http.PostPictureAsync("detections", Repository.Photo(1), key);
            Assert.Equal((504, null), (answer.Status, answer.Header("Idempotency-Replayed")));
        }
    }

    [Fact]
    public async Task A_request_that_died_with_its_Gateway_gives_its_key_back_after_a_while()
    {
        var (key, store) = (NewKey(), system.Gateway.Services.GetRequiredService<IdempotencyStore>());
        var dead = new IdempotencyRecord { Fingerprint = "x", StartedAt = DateTimeOffset.UtcNow.AddHours(-1) };
        Assert.NotNull(await store.TryPutAsync(IdempotentRequests.Name("anonymous", key), dead, over: null, TestContext.Current.CancellationToken));

        Assert.Equal(200, (await system.Http.PostPictureAsync("detections", Repository.Photo(1), ("Idempotency-Key", key))).Status);
    }

    [Fact]
    public async Task Of_two_who_claim_a_key_one_gets_it()
    {
        var (name, cancel) = (NewKey(), TestContext.Current.CancellationToken);
        var store = system.Gateway.Services.GetRequiredService<IdempotencyStore>();
        var record = new IdempotencyRecord { Fingerprint = "x", StartedAt = DateTimeOffset.UtcNow };

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TryPutAsync(name, record, over: null, cancel)));
        var claim = Assert.Single(claims.OfType<string>());
        var takeovers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TryPutAsync(name, record with { Fingerprint = "y" }, claim, cancel)));

        Assert.Single(takeovers.OfType<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task A_key_that_cannot_be_is_refused(string key) =>
        Assert.Equal("invalid-parameter", (await system.Http.PostPictureAsync("detections", Repository.Photo(1), ("Idempotency-Key", key))).Code);

    [Fact]
    public async Task An_erased_answer_is_not_given_again()
    {
        var (collection, key) = (Api.NewCollection(), NewKey());
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);
        var first = await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(1), ("Idempotency-Key", key));
        Assert.Contains("Anna", first.Text);
        Assert.Equal(200, (await system.Http.SendAsync(HttpMethod.Delete, $"people/Anna?collection={collection}")).Status);

        var again = await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(1), ("Idempotency-Key", key));
        var id = first.Json.GetProperty("id").GetGuid();

        Assert.Equal("no-such-recognition", again.Code);
        Assert.Equal(404, (await system.Http.ReadAsync($"recognitions/{id}")).Status);
        Assert.Equal(404, (await system.Http.ReadAsync($"recognitions/{id}/picture/original")).Status);
    }
}
