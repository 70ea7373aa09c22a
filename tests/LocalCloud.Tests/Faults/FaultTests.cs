using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Faults;

/// <summary>Faults as their callers see them, set by the test API and by the control endpoint.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly BasicAWSCredentials Credentials = new("local", "local");

    private readonly HttpClient _http = new();
    private LocalAws _aws = null!;
    private AmazonSQSClient _sqs = null!;
    private AmazonS3Client _s3 = null!;
    private AmazonEC2Client _ec2 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions
        {
            Images = new Dictionary<string, LocalImage> { ["ami-1"] = new LocalImage("sleep", ["600"]) },
            BootDelay = TimeSpan.FromMilliseconds(50),
            Random = new Random(1),
        }, Cancellation);
        _http.BaseAddress = _aws.Endpoint;
        var url = _aws.Endpoint.ToString();
        _sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        _s3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, ForcePathStyle = true });
        _ec2 = new AmazonEC2Client(Credentials, new AmazonEC2Config { ServiceURL = url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _sqs.Dispose();
        _s3.Dispose();
        _ec2.Dispose();
        await _aws.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultKind.Throttle, "RequestThrottled", "SlowDown", "RequestLimitExceeded")]
    [InlineData(FaultKind.InternalError, "InternalFailure", "InternalError", "InternalError")]
    [InlineData(FaultKind.Unavailable, "ServiceUnavailable", "ServiceUnavailable", "Unavailable")]
    public async Task Each_service_fails_in_its_own_words(FaultKind kind, string sqs, string s3, string ec2)
    {
        _aws.Faults.Add(new Fault { Kind = kind, Count = 3 });
        Assert.Equal(sqs, (await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _sqs.ListQueuesAsync("", Cancellation))).ErrorCode);
        Assert.Equal(s3, (await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.ListBucketsAsync(Cancellation))).ErrorCode);
        Assert.Equal(ec2, (await Assert.ThrowsAsync<AmazonEC2Exception>(() => _ec2.DescribeInstancesAsync(Cancellation))).ErrorCode);
        Assert.Empty(_aws.Faults.Active);
        await _s3.ListBucketsAsync(Cancellation);
    }

    [Fact]
    public async Task A_fault_happens_to_the_action_and_the_part_of_requests_that_it_names()
    {
        var queue = (await _sqs.CreateQueueAsync("q", Cancellation)).QueueUrl;
        var id = _aws.Faults.Add(new Fault { Kind = FaultKind.Unavailable, Service = "sqs", Action = "SendMessage*", Probability = 0.5 });
        var failed = 0;
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await _sqs.SendMessageAsync(queue, "x", Cancellation);
            }
            catch (AmazonSQSException)
            {
                failed++;
            }
        }

        Assert.InRange(failed, 30, 70);
        Assert.Equal(failed, Assert.Single(_aws.Faults.Active).Hits);
        var counts = await _sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages"], Cancellation);
        Assert.Equal(100 - failed, counts.ApproximateNumberOfMessages);
        Assert.True(_aws.Faults.Remove(id));
        await _sqs.SendMessageAsync(queue, "x", Cancellation);
    }

    [Fact]
    public async Task A_dropped_request_is_not_carried_out_and_one_whose_answer_is_lost_is()
    {
        var queue = (await _sqs.CreateQueueAsync("q", Cancellation)).QueueUrl;
        // HttpClient sends again by itself what a kept connection lost, so more than one is dropped.
        var id = _aws.Faults.Add(new Fault { Kind = FaultKind.Drop, Action = "SendMessage" });
        await Assert.ThrowsAnyAsync<Exception>(() => _sqs.SendMessageAsync(queue, "dropped", Cancellation));
        _aws.Faults.Remove(id);
        id = _aws.Faults.Add(new Fault { Kind = FaultKind.LoseAnswer, Action = "SendMessage" });
        await Assert.ThrowsAnyAsync<Exception>(() => _sqs.SendMessageAsync(queue, "done", Cancellation));
        _aws.Faults.Remove(id);

        var received = (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 }, Cancellation)).Messages;
        Assert.Equal(["done"], received.Select(message => message.Body).Distinct());
    }

    [Fact]
    public async Task A_late_answer_comes_after_what_it_tells_of()
    {
        var queue = (await _sqs.CreateQueueAsync("q", Cancellation)).QueueUrl;
        _aws.Faults.Add(new Fault { Kind = FaultKind.LateAnswer, Action = "SendMessage", Delay = TimeSpan.FromSeconds(1), Count = 1 });
        var watch = Stopwatch.StartNew();
        var sent = await _sqs.SendMessageAsync(queue, "sent", Cancellation);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.99, 60);
        Assert.Equal(sent.MessageId, (await ReceiveAsync()).MessageId);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _aws.Faults.Add(new Fault { Kind = FaultKind.LateAnswer, Action = "SendMessage", Delay = TimeSpan.FromMinutes(5), Count = 1 });
        var sending = _sqs.SendMessageAsync(queue, "sent later", patience.Token);
        Assert.Equal("sent later", (await ReceiveAsync()).Body);
        Assert.False(sending.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        async Task<Amazon.SQS.Model.Message> ReceiveAsync() =>
            (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, Cancellation)).Messages.Single();
    }

    [Fact]
    public async Task A_black_hole_answers_nothing()
    {
        _aws.Faults.Add(new Fault { Kind = FaultKind.Blackhole, Service = "s3", Count = 1 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _s3.ListBucketsAsync(patience.Token);
        await Eventually.TrueAsync(() => _aws.Faults.Active.Count == 0);
        await _sqs.ListQueuesAsync("", Cancellation);
        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_delay_comes_before_the_answer()
    {
        _aws.Faults.Add(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(700), Count = 1 });
        var watch = Stopwatch.StartNew();
        await _s3.ListBucketsAsync(Cancellation);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.69, 60);
    }

    [Fact]
    public async Task Out_of_capacity_is_a_number_or_a_fault()
    {
        _aws.InstanceCapacity = 2;
        var launched = (await _ec2.RunInstancesAsync(new RunInstancesRequest("ami-1", 1, 5), Cancellation)).Reservation.Instances;
        Assert.Equal(2, launched.Count);
        await NoCapacityAsync();
        _aws.InstanceCapacity = 10;
        _aws.Faults.Add(new Fault { Kind = FaultKind.NoCapacity, Count = 1 });
        await _ec2.DescribeInstancesAsync(Cancellation);
        await NoCapacityAsync();
        await _ec2.RunInstancesAsync(new RunInstancesRequest("ami-1", 1, 1), Cancellation);

        async Task NoCapacityAsync()
        {
            var error = await Assert.ThrowsAsync<AmazonEC2Exception>(() => _ec2.RunInstancesAsync(new RunInstancesRequest("ami-1", 1, 1), Cancellation));
            Assert.Equal(("InsufficientInstanceCapacity", HttpStatusCode.InternalServerError), (error.ErrorCode, error.StatusCode));
        }
    }

    [Fact]
    public async Task Counts_are_stale_for_as_long_as_asked()
    {
        var queue = (await _sqs.CreateQueueAsync("q", Cancellation)).QueueUrl;
        await PostAsync("stale-counts?seconds=6");
        Assert.Equal(0, await CountAsync());
        await _sqs.SendMessageAsync(queue, "x", Cancellation);
        Assert.Equal(0, await CountAsync());
        await Eventually.GetAsync(CountAsync, count => count == 1);

        async Task<int> CountAsync() =>
            (await _sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages"], Cancellation)).ApproximateNumberOfMessages;
    }

    [Fact]
    public async Task An_instance_crashes_freezes_and_thaws()
    {
        var id = (await _ec2.RunInstancesAsync(new RunInstancesRequest("ami-1", 1, 1), Cancellation)).Reservation.Instances.Single().InstanceId;
        var process = await Eventually.GetAsync(() => ProcessOfAsync(id), found => found > 0);
        await PostAsync($"instances/{id}/freeze");
        await Eventually.TrueAsync(() => StateOf(process) == 'T');
        await PostAsync($"instances/{id}/thaw");
        await Eventually.TrueAsync(() => StateOf(process) != 'T');
        await PostAsync($"instances/{id}/crash");
        var reason = await Eventually.GetAsync(async () =>
        {
            var instance = (await _ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Cancellation)).Reservations.Single().Instances.Single();
            return (State: instance.State.Name, instance.StateReason?.Code);
        }, found => found.State == InstanceStateName.Stopped);
        Assert.Equal("Server.InternalError", reason.Code);
    }

    [Fact]
    public async Task The_control_endpoint_sets_lists_and_removes_faults()
    {
        using var set = await _http.PostAsync("_localcloud/faults", new StringContent(
            """{"service":"s3","action":"PutObject","kind":"throttle","probability":1,"count":2}""", Encoding.UTF8), Cancellation);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var id = JsonDocument.Parse(await set.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("id").GetString();
        await _s3.PutBucketAsync("bucket", Cancellation);
        var put = new PutObjectRequest { BucketName = "bucket", Key = "k", ContentBody = "x" };
        Assert.Equal("SlowDown", (await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(put, Cancellation))).ErrorCode);
        var listed = JsonDocument.Parse(await _http.GetStringAsync("_localcloud/faults", Cancellation)).RootElement.GetProperty("faults")[0];
        Assert.Equal((id, "throttle", 1), (listed.GetProperty("id").GetString(), listed.GetProperty("kind").GetString(), listed.GetProperty("hits").GetInt32()));
        using var removed = await _http.DeleteAsync($"_localcloud/faults/{id}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        await _s3.PutObjectAsync(put, Cancellation);
    }

    [Theory]
    [InlineData("POST", "faults", "{")]
    [InlineData("POST", "faults", "null")]
    [InlineData("POST", "faults", "{\"service\":\"s3\"}")]
    [InlineData("POST", "faults", "{\"kind\":\"sabotage\"}")]
    [InlineData("POST", "faults", "{\"kind\":\"drop\",\"probability\":2}")]
    [InlineData("POST", "faults", "{\"kind\":\"drop\",\"service\":\"lambda\"}")]
    [InlineData("POST", "faults", "{\"kind\":\"drop\",\"sevice\":\"s3\"}")]
    [InlineData("POST", "stale-counts", "")]
    [InlineData("POST", "capacity?instances=many", "")]
    [InlineData("POST", "instances/i-1/crash", "")]
    [InlineData("DELETE", "faults/fault-9", "")]
    [InlineData("GET", "nothing", "")]
    public async Task Requests_that_make_no_sense_are_refused(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"_localcloud/{path}") { Content = new StringContent(body) };
        using var response = await _http.SendAsync(request, Cancellation);
        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Empty(_aws.Faults.Active);
    }

    [Fact]
    public async Task Web_pages_cannot_set_faults()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "_localcloud/faults") { Content = new StringContent("""{"kind":"drop"}""") };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(_aws.Faults.Active);
    }

    private async Task PostAsync(string path)
    {
        using var response = await _http.PostAsync($"_localcloud/{path}", null, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<int> ProcessOfAsync(string id)
    {
        var state = JsonDocument.Parse(await _http.GetStringAsync("_localcloud/", Cancellation)).RootElement;
        var instance = state.GetProperty("instances").EnumerateArray().Single(found => found.GetProperty("id").GetString() == id);
        return instance.TryGetProperty("process", out var process) && process.ValueKind == JsonValueKind.Number ? process.GetInt32() : 0;
    }

    private static char StateOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }
}
