using System.Net;
using System.Net.Http.Headers;

namespace FaceRec.Gateway.Tests;

/// <summary>What the Gateway gives away to nobody, and takes from nobody.</summary>
public sealed class HttpSafetyTests(WholeSystem system)
{
    const string Elsewhere = "https://elsewhere.example";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 200)]
    [InlineData("app.js", 200)]
    [InlineData("people", 200)]
    [InlineData("openapi/v1.json", 200)]
    [InlineData("health/ready", 200)]
    [InlineData("nothing/here", 404)]
    [InlineData("people/Nobody", 404)]
    public async Task Every_answer_has_the_security_headers_and_does_not_say_what_server_it_is(string path, int status)
    {
        var answer = await system.Http.ReadAsync(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(("nosniff", "no-referrer", "same-origin"), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Cross-Origin-Resource-Policy")));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
    }

    [Fact]
    public async Task Pages_of_other_origins_cannot_call_the_API()
    {
        var simple = await system.Http.SendAsync(HttpMethod.Get, "people", null, ("Origin", Elsewhere));
        var preflight = await PreflightAsync(system.Http);

        Assert.All([simple, preflight], answer => Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(405, preflight.Status);
    }

    [Fact]
    public async Task Pages_of_an_origin_that_is_named_can_call_the_API()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, "idle", $"Gateway:CorsOrigins:0={Elsewhere}", "Gateway:AllowAnonymous=true");

        var preflight = await PreflightAsync(gateway.Http);
        var refused = await gateway.Http.SendAsync(HttpMethod.Get, "people/Nobody", null, ("Origin", Elsewhere));
        var another = await gateway.Http.SendAsync(HttpMethod.Get, "people", null, ("Origin", "https://another.example"));

        Assert.Equal((204, Elsewhere, "x-api-key"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Headers")));
        // Of errors, too, else a page could not tell what is wrong.
        Assert.Equal((404, Elsewhere), (refused.Status, refused.Header("Access-Control-Allow-Origin")));
        Assert.Contains("X-Request-Id", refused.Header("Access-Control-Expose-Headers"));
        Assert.Null(another.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(1, 40_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(100, 10, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(20, 1_000, HttpStatusCode.OK)]
    public async Task Headers_are_limited(int count, int length, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "people");
        for (var i = 0; i < count; i++)
            request.Headers.Add($"X-Filling-{i}", new string('x', length));

        using var response = await system.Http.SendAsync(request, Cancel);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_address_is_limited() => Assert.Equal(414, (await system.Http.ReadAsync($"people?search={new string('x', 9_000)}")).Status);

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_body_that_does_not_say_how_long_it_is_is_read_no_further_than_the_limit(string mediaType)
    {
        await using var gateway = await StartWithSmallLimitsAsync();

        var answer = await gateway.Http.SendAsync(HttpMethod.Post, "recognitions", new Body(60_000, mediaType, tellsLength: false));

        Assert.Equal((413, "file-too-large"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("recognitions", "image/jpeg")]
    [InlineData("recognitions", "multipart/form-data; boundary=b")]
    [InlineData("people/Anna/merge", "application/json")]
    public async Task A_body_that_says_it_is_too_long_is_refused_before_it_is_sent(string path, string mediaType)
    {
        await using var gateway = await StartWithSmallLimitsAsync();
        var body = new Body(1_000_000, mediaType, tellsLength: true);

        // curl does so, too.
        var answer = await gateway.Http.SendAsync(HttpMethod.Post, path, body, ("Expect", "100-continue"));

        Assert.Equal((413, "file-too-large", false), (answer.Status, answer.Code, body.IsSent));
    }

    [Theory]
    [InlineData("wwwroot/")]
    [InlineData("../appsettings.json")]
    [InlineData("%2e%2e/FaceRec.Gateway.dll")]
    [InlineData("..%2fFaceRec.Gateway.dll")]
    public async Task There_is_no_way_to_files_beside_the_page(string path) => Assert.Equal(404, (await system.Http.ReadAsync(path)).Status);

    static Task<Answer> PreflightAsync(HttpClient http) => http.SendAsync(HttpMethod.Options, "people", null,
        ("Origin", Elsewhere), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "x-api-key"));

    Task<TestGateway> StartWithSmallLimitsAsync() => TestGateway.StartAsync(system.Aws, "idle", "Gateway:MaxFileSize=20000");

    /// <summary>So many bytes, of a form's first part where it is one.</summary>
    sealed class Body : HttpContent
    {
        readonly byte[] _bytes;
        readonly bool _tellsLength;

        public Body(int length, string mediaType, bool tellsLength)
        {
            (_bytes, _tellsLength) = (new byte[length], tellsLength);
            "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"u8.CopyTo(_bytes);
            Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }

        public bool IsSent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            IsSent = true;
            await stream.WriteAsync(_bytes, Cancel);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return _tellsLength;
        }
    }
}
