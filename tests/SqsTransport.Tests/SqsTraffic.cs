using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Amazon.Runtime;

namespace SqsTransport.Tests;

/// <summary>Counts a client's requests by operation, and answers in the server's place where a test says so.</summary>
internal sealed class SqsTraffic : HttpClientFactory
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>Null lets the request through.</summary>
    public Func<string, HttpRequestMessage, Task<HttpResponseMessage?>>? Intercept { get; set; }

    public int this[string operation] => _counts.GetValueOrDefault(operation);

    public int Total => _counts.Values.Sum();

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK)
        => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };

    public static HttpResponseMessage Error(string code, HttpStatusCode status)
    {
        var response = Json($$"""{"__type":"com.amazonaws.sqs#{{code}}","message":"made by the test"}""", status);
        response.Headers.Add("x-amzn-query-error", $"{code};Sender");
        return response;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this)) { Timeout = TimeSpan.FromSeconds(60) };
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(SqsTraffic traffic) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.GetValues("X-Amz-Target").First().Split('.')[^1];
            traffic._counts.AddOrUpdate(operation, 1, (_, count) => count + 1);
            var answer = traffic.Intercept is { } intercept ? await intercept(operation, request) : null;
            if (answer is null)
                return await base.SendAsync(request, cancellationToken);
            answer.RequestMessage = request;
            return answer;
        }
    }
}
