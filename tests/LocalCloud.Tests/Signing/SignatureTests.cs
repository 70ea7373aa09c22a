using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SQS;
using FaceRec.LocalCloud.Signing;
using Microsoft.Extensions.Time.Testing;

namespace FaceRec.LocalCloud.Tests.Signing;

/// <summary>Who is let in, and what those are told who are not.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private static readonly BasicAWSCredentials Right = new("AKIAEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static readonly BasicAWSCredentials WrongSecret = new("AKIAEXAMPLE", "guessed");
    private static readonly BasicAWSCredentials UnknownKey = new("AKIAUNKNOWN", "guessed");

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private LocalAws _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _aws = await LocalAws.StartAsync(new LocalAwsOptions
    {
        AccessKeys = new Dictionary<string, string> { ["AKIAEXAMPLE"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
        Clock = _clock,
    }, Cancellation);

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void The_example_of_the_documentation_has_its_signature()
    {
        // "Authenticating Requests: Using the Authorization Header", GET Object, in the S3 API reference.
        const string Scope = "20130524/us-east-1/s3/aws4_request";
        var canonical = SigV4.CanonicalRequest(
            "GET", "/test.txt", [],
            [("host", "examplebucket.s3.amazonaws.com"), ("range", "bytes=0-9"), ("x-amz-content-sha256", SigV4.EmptyHash), ("x-amz-date", "20130524T000000Z")],
            SigV4.EmptyHash);
        var key = SigV4.SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Scope);
        Assert.Equal(
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", SigV4.Sign(key, SigV4.StringToSign("20130524T000000Z", Scope, canonical)));
    }

    [Fact]
    public async Task Each_service_refuses_a_wrong_secret_and_an_unknown_key_in_its_own_words()
    {
        Assert.Equal(["SignatureDoesNotMatch", "InvalidAccessKeyId"], await CodesAsync<AmazonS3Exception>(key => S3(key).ListBucketsAsync(Cancellation)));
        Assert.Equal(["SignatureDoesNotMatch", "InvalidClientTokenId"], await CodesAsync<AmazonSQSException>(key => Sqs(key).ListQueuesAsync("", Cancellation)));
        Assert.Equal(["AuthFailure", "AuthFailure"], await CodesAsync<AmazonEC2Exception>(key => Ec2(key).DescribeInstancesAsync(Cancellation)));
        Assert.Equal(["SignatureDoesNotMatch", "InvalidClientTokenId"],
            await CodesAsync<AmazonSecurityTokenServiceException>(key => Sts(key).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation)));
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_signature()
    {
        using var http = new HttpClient();
        using var s3 = await http.GetAsync(_aws.Endpoint, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, s3.StatusCode);
        Assert.Contains("AccessDenied", await s3.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, _aws.Endpoint) { Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        using var sqs = await http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, sqs.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await sqs.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_is_good_for_a_quarter_of_an_hour()
    {
        _clock.Advance(TimeSpan.FromMinutes(14));
        await S3(Right).ListBucketsAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("RequestTimeTooSkewed", (await Assert.ThrowsAsync<AmazonS3Exception>(() => S3(Right).ListBucketsAsync(Cancellation))).ErrorCode);
    }

    [Theory]
    [InlineData("X-Amz-Expires=\\d+", "X-Amz-Expires=3000")]
    [InlineData("/k\\?", "/other?")]
    [InlineData("AKIAEXAMPLE", "AKIAUNKNOWN")]
    [InlineData("X-Amz-Signature=", "X-Amz-Signature=0")]
    [InlineData("X-Amz-Expires=\\d+&", "")]
    [InlineData("X-Amz-Expires=\\d+", "X-Amz-Expires=604801")]
    [InlineData("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=date")]
    public async Task A_presigned_address_is_refused_when_anything_of_it_is_changed(string part, string changed)
    {
        using var http = new HttpClient();
        var address = await PresignAsync();
        Assert.Equal("x", await http.GetStringAsync(address, Cancellation));
        Assert.Matches(part, address);
        using var response = await http.GetAsync(Regex.Replace(address, part, changed), Cancellation);
        Assert.True(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{response.StatusCode}");
    }

    [Fact]
    public async Task A_presigned_address_expires()
    {
        using var http = new HttpClient();
        var address = await PresignAsync();
        _clock.Advance(TimeSpan.FromSeconds(290));
        Assert.Equal("x", await http.GetStringAsync(address, Cancellation));
        _clock.Advance(TimeSpan.FromSeconds(20));
        using var response = await http.GetAsync(address, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Request has expired", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_everybody_is_let_in_but_with_no_expired_address()
    {
        await using var open = await LocalAws.StartAsync(new LocalAwsOptions { Clock = _clock }, Cancellation);
        open.CreateBucket("bucket");
        var s3 = Signed(new AmazonS3Config { ForcePathStyle = true }, config => new AmazonS3Client(UnknownKey, config), open.Endpoint);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "k", ContentBody = "x" }, Cancellation);
        var address = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "bucket",
            Key = "k",
            Protocol = Amazon.S3.Protocol.HTTP,
            Expires = DateTime.UtcNow.AddSeconds(300),
        });
        using var http = new HttpClient();
        Assert.Equal("x", await http.GetStringAsync(address, Cancellation));
        _clock.Advance(TimeSpan.FromSeconds(310));
        using var expired = await http.GetAsync(address, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.Equal("x", await http.GetStringAsync(new Uri(open.Endpoint, "bucket/k"), Cancellation));
    }

    [Fact]
    public async Task A_body_that_was_changed_on_its_way_is_refused()
    {
        // Speaks as the SDK does, through a proxy that turns one letter of the body into another.
        using var proxy = new BodyChanger(_aws.Endpoint, "precious", "previous");
        var s3 = Signed(new AmazonS3Config { ForcePathStyle = true }, config => new AmazonS3Client(Right, config), proxy.Endpoint);
        await S3(Right).PutBucketAsync("bucket", Cancellation);
        var put = new PutObjectRequest { BucketName = "bucket", Key = "k", ContentBody = "a precious body", ChecksumAlgorithm = ChecksumAlgorithm.SHA256 };
        await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(put, Cancellation));
        Assert.True(proxy.HasChanged);
        var sqs = Signed(new AmazonSQSConfig(), config => new AmazonSQSClient(Right, config), proxy.Endpoint);
        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => sqs.CreateQueueAsync("precious", Cancellation));
        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode);
        Assert.Empty((await S3(Right).ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Cancellation)).S3Objects ?? []);
    }

    private async Task<string> PresignAsync()
    {
        var s3 = S3(Right);
        await s3.PutBucketAsync("bucket", Cancellation);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "k", ContentBody = "x" }, Cancellation);
        return await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "bucket",
            Key = "k",
            Protocol = Amazon.S3.Protocol.HTTP,
            Verb = HttpVerb.GET,
            Expires = DateTime.UtcNow.AddSeconds(300),
        });
    }

    private static async Task<List<string>> CodesAsync<T>(Func<AWSCredentials, Task> call)
        where T : AmazonServiceException =>
        [(await Assert.ThrowsAsync<T>(() => call(WrongSecret))).ErrorCode, (await Assert.ThrowsAsync<T>(() => call(UnknownKey))).ErrorCode];

    private AmazonS3Client S3(AWSCredentials key) => Signed(new AmazonS3Config { ForcePathStyle = true }, config => new AmazonS3Client(key, config));

    private AmazonSQSClient Sqs(AWSCredentials key) => Signed(new AmazonSQSConfig(), config => new AmazonSQSClient(key, config));

    private AmazonEC2Client Ec2(AWSCredentials key) => Signed(new AmazonEC2Config(), config => new AmazonEC2Client(key, config));

    private AmazonSecurityTokenServiceClient Sts(AWSCredentials key) =>
        Signed(new AmazonSecurityTokenServiceConfig(), config => new AmazonSecurityTokenServiceClient(key, config));

    private TClient Signed<TConfig, TClient>(TConfig config, Func<TConfig, TClient> create, Uri? endpoint = null)
        where TConfig : ClientConfig
    {
        config.ServiceURL = (endpoint ?? _aws.Endpoint).ToString();
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = 0;
        return create(config);
    }

    /// <summary>Passes one connection on byte by byte, but for one word, which has as many letters afterwards.</summary>
    private sealed class BodyChanger : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Uri _target;
        private readonly byte[] _word;
        private readonly byte[] _other;

        public BodyChanger(Uri target, string word, string other)
        {
            _target = target;
            _word = Encoding.ASCII.GetBytes(word);
            _other = Encoding.ASCII.GetBytes(other);
            _listener.Start();
            _ = AcceptAsync();
        }

        public bool HasChanged { get; private set; }

        // The host is signed as the client knows it, and checked as the client sends it.
        public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public void Dispose() => _listener.Stop();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = PassOnAsync(await _listener.AcceptTcpClientAsync(Cancellation));
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task PassOnAsync(TcpClient client)
        {
            using (client)
            using (var server = new TcpClient())
            {
                await server.ConnectAsync(IPAddress.Loopback, _target.Port, Cancellation);
                var back = server.GetStream().CopyToAsync(client.GetStream(), Cancellation);
                var buffer = new byte[64 << 10];
                int count;
                while ((count = await client.GetStream().ReadAsync(buffer, Cancellation)) > 0)
                {
                    var at = buffer.AsSpan(0, count).IndexOf(_word);
                    if (at >= 0)
                    {
                        _other.CopyTo(buffer.AsSpan(at));
                        HasChanged = true;
                    }

                    await server.GetStream().WriteAsync(buffer.AsMemory(0, count), Cancellation);
                }

                await back;
            }
        }
    }
}
