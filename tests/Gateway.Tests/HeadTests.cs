namespace FaceRec.Gateway.Tests;

/// <summary>HEAD, as load balancers and link checkers send it: what GET says, without the body.</summary>
public sealed class HeadTests(WholeSystem system, KeyedSystem keyed) : IClassFixture<KeyedSystem>
{
    [Theory]
    [InlineData("")]
    [InlineData("app.js")]
    [InlineData("operations/")]
    [InlineData("reference/")]
    [InlineData("openapi/v1.json")]
    [InlineData("health")]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    [InlineData("metrics")]
    [InlineData("people")]
    [InlineData("people/Nobody")]
    [InlineData("nothing/here")]
    public async Task Answers_as_GET_does_without_the_body(string path)
    {
        // Once the bus is up, both find the same.
        await Eventually.GetAsync(() => system.Http.ReadAsync("health/ready"), ready => ready.Status == 200);
        var get = await system.Http.ReadAsync(path);

        var head = await system.Http.SendAsync(HttpMethod.Head, path);

        Assert.Equal((get.Status, get.Header("Content-Type"), get.Header("Cache-Control")), (head.Status, head.Header("Content-Type"), head.Header("Cache-Control")));
        Assert.NotEmpty(get.Bytes);
        Assert.Empty(head.Bytes);
    }

    [Fact]
    public async Task Where_there_is_no_GET_there_is_no_HEAD()
    {
        var answer = await system.Http.SendAsync(HttpMethod.Head, "detections");

        Assert.Equal((405, "POST"), (answer.Status, answer.Header("Allow")));
    }

    [Fact]
    public async Task Events_of_a_running_recognition_are_not_waited_for()
    {
        // No worker belongs to this installation, so it runs until it times out.
        await using var gateway = await TestGateway.StartAsync(system.Aws, "idle");
        var started = await gateway.Http.PostPictureAsync("recognitions", TestPicture.Blank(), ("Prefer", "respond-async"));
        var events = $"{started.Header("Location")}/events";

        var head = await gateway.Http.SendAsync(HttpMethod.Head, events);

        Assert.Equal((200, "text/event-stream"), (head.Status, head.MediaType));
    }

    [Fact]
    public async Task It_needs_the_same_key()
    {
        var without = await keyed.Gateway.Http.SendAsync(HttpMethod.Head, "metrics");
        var with = await keyed.Gateway.Http.SendAsync(HttpMethod.Head, "metrics", null, ("X-Api-Key", keyed.All));

        Assert.Equal((401, 200), (without.Status, with.Status));
    }
}
