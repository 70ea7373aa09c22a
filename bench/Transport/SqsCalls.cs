using Amazon.Runtime;
using Amazon.SQS;

namespace FaceRec.Bench.Transport;

/// <summary>Makes clients, and counts what they ask of SQS.</summary>
sealed class SqsCalls(Uri endpoint) : HttpClientFactory
{
    int _count;

    public static BasicAWSCredentials Credentials { get; } = new("test", "test");

    public int Count => Volatile.Read(ref _count);

    public AmazonSQSConfig Config() => new() { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1", HttpClientFactory = this };

    public AmazonSQSClient Client() => new(Credentials, Config());

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Counter(this));

    sealed class Counter(SqsCalls calls) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref calls._count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
