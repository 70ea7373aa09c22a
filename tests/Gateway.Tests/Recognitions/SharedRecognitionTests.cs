using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Gateway.Tests.Recognitions;

/// <summary>Equal pictures at the same time, and one after the other. The workers come when all wait.</summary>
public sealed class SharedRecognitionTests(WholeSystem system) : IAsyncDisposable
{
    readonly string _id = $"s{Guid.NewGuid():N}"[..20];
    readonly byte[] _picture = TestPicture.Blank();
    TestGateway? _gateway;
    IHost? _worker;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Equal_uploads_at_the_same_time_share_one_recognition_and_none_of_them_owns_it()
    {
        await StartAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = PostAsync(leaving.Token);
        await WaitingAsync(1);
        var others = Enumerable.Range(0, 5).Select(_ => PostAsync(Cancel)).ToList();
        var another = PostAsync(Cancel, TestPicture.Blank(width: 80));
        await WaitingAsync(2);

        // Whoever asked first goes away; the others get what was asked.
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await StartWorkerAsync();
        var answers = await Task.WhenAll(others);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        var shared = Assert.Single(answers.Select(IdOf).Distinct());
        Assert.NotEqual(shared, IdOf(await another));
    }

    [Fact]
    public async Task Where_sharing_is_switched_off_each_upload_is_recognised_for_itself()
    {
        await StartAsync("Gateway:Coalesce=false", "Gateway:ResultCache=false");
        var posts = Enumerable.Range(0, 3).Select(_ => PostAsync(Cancel)).ToList();
        await WaitingAsync(3);
        await StartWorkerAsync();

        Assert.Distinct((await Task.WhenAll(posts)).Select(IdOf));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_picture_again_is_answered_from_before_unless_that_is_switched_off_or_the_people_changed(bool cache)
    {
        await StartAsync($"Gateway:ResultCache={cache}");
        await StartWorkerAsync();

        var first = await PostAsync(Cancel);
        var again = await PostAsync(Cancel);
        Assert.Equal(201, (await _gateway!.Http.SendAsync(HttpMethod.Put, "people/Anna")).Status);
        var changed = await PostAsync(Cancel);

        Assert.Equal([false, cache, false], new[] { first, again, changed }.Select(answer => answer.Json.GetProperty("cached").GetBoolean()));
        Assert.Equal(cache, IdOf(first) == IdOf(again));
        Assert.NotEqual(IdOf(first), IdOf(changed));
    }

    [Fact]
    public async Task Who_joins_a_recognition_waits_as_long_as_who_began_it()
    {
        var timeout = TimeSpan.FromSeconds(4);
        await StartAsync($"Gateway:RequestTimeout={timeout}");
        var since = Stopwatch.StartNew();
        var first = PostAsync(Cancel);
        await WaitingAsync(1);
        await Eventually.TrueAsync(() => since.Elapsed > timeout / 2);

        since.Restart();
        var joined = await PostAsync(Cancel);

        Assert.InRange(since.Elapsed, 0.95 * timeout, TimeSpan.MaxValue);
        Assert.Equal((504, 504), ((await first).Status, joined.Status));
    }

    [Theory]
    [InlineData("wait=1", "wait=1")]
    [InlineData("respond-async, wait=1", "respond-async, wait=1")]
    public async Task A_client_waits_no_longer_than_it_prefers(string prefer, string applied)
    {
        await StartAsync();

        var answer = await _gateway!.Http.PostPictureAsync("recognitions", _picture, ("Prefer", prefer));

        Assert.Equal((202, applied, "1"), (answer.Status, answer.Header("Preference-Applied"), answer.Header("Retry-After")));
        Assert.Equal((202, "running"), ((await _gateway.Http.ReadAsync(answer.Header("Location")!)).Status, answer.Json.GetProperty("status").GetString()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.StopAsync(Cancel);
        _worker?.Dispose();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }

    async Task StartAsync(params string[] settings) => _gateway = await TestGateway.StartAsync(system.Aws, _id, settings);

    async Task StartWorkerAsync() => _worker = await StandInWorker.StartAsync(system.Aws.Endpoint, _id);

    Task WaitingAsync(int count) => Eventually.TrueAsync(() => _gateway!.Services.GetRequiredService<WaitingRoom>().Waiting == count);

    Task<Answer> PostAsync(CancellationToken cancellationToken, byte[]? picture = null) =>
        _gateway!.Http.SendAsync(HttpMethod.Post, "recognitions", Api.Form(picture ?? _picture), cancellationToken);

    static Guid IdOf(Answer answer) => answer.Json.GetProperty("id").GetGuid();
}
