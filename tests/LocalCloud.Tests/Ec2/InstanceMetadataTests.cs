using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Ec2;

/// <summary>What an instance's process sees of the machine that it believes to be.</summary>
public sealed class InstanceMetadataTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly TaskCompletionSource<string> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LocalAws _aws = null!;
    private AmazonEC2Client _ec2 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions
        {
            Images = new Dictionary<string, LocalImage> { ["ami-1"] = new LocalImage("sh", ["-c", "echo $INSTANCE_ID $AWS_EC2_METADATA_SERVICE_ENDPOINT $EC2_USER_DATA; exec sleep 600"]) },
            BootDelay = TimeSpan.FromMilliseconds(50),
            InstanceOutput = (_, line) => _endpoint.TrySetResult(line),
        }, Cancellation);
        _ec2 = new AmazonEC2Client(
            new BasicAWSCredentials("local", "local"), new AmazonEC2Config { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _ec2.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task An_instance_reads_about_itself()
    {
        var (id, endpoint) = await RunAsync();
        Assert.Equal(id, await ReadAsync(endpoint, "meta-data/instance-id"));
        Assert.Equal(("ami-1", "t3.micro", "us-east-1a", "us-east-1"), (
            await ReadAsync(endpoint, "meta-data/ami-id"), await ReadAsync(endpoint, "meta-data/instance-type"),
            await ReadAsync(endpoint, "meta-data/placement/availability-zone"), await ReadAsync(endpoint, "meta-data/placement/region")));
        Assert.Equal("hello", await ReadAsync(endpoint, "user-data"));
        Assert.Equal("anna", await ReadAsync(endpoint, "meta-data/tags/instance/Name"));
        Assert.Equal(id, JsonDocument.Parse(await ReadAsync(endpoint, "dynamic/instance-identity/document")).RootElement.GetProperty("instanceId").GetString());
    }

    [Fact]
    public async Task Notices_are_there_once_they_are_given_and_then_the_instance_goes()
    {
        var (id, endpoint) = await RunAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(endpoint, "meta-data/spot/instance-action"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(endpoint, "meta-data/events/recommendations/rebalance"));

        _aws.RecommendRebalance(id);
        Assert.Contains("noticeTime", await ReadAsync(endpoint, "meta-data/events/recommendations/rebalance"), StringComparison.Ordinal);
        _aws.InterruptInstance(id, TimeSpan.FromSeconds(6));
        var action = JsonDocument.Parse(await ReadAsync(endpoint, "meta-data/spot/instance-action")).RootElement;
        Assert.Equal("terminate", action.GetProperty("action").GetString());
        Assert.InRange(action.GetProperty("time").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddSeconds(7));

        await Eventually.TrueAsync(async () =>
        {
            var instance = (await _ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Cancellation)).Reservations.Single().Instances.Single();
            return instance.State.Name == InstanceStateName.Terminated && instance.StateReason.Code == "Server.SpotInstanceTermination";
        });
    }

    [Fact]
    public async Task Version_2_asks_for_a_token_first()
    {
        var (_, endpoint) = await RunAsync(new InstanceMetadataOptionsRequest { HttpTokens = HttpTokensState.Required });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(endpoint, "meta-data/instance-id", token: ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(endpoint, "meta-data/instance-id", token: "made-up"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(endpoint, "meta-data/instance-id"));
    }

    private async Task<(string Id, string Endpoint)> RunAsync(InstanceMetadataOptionsRequest? options = null)
    {
        var request = new RunInstancesRequest("ami-1", 1, 1)
        {
            InstanceType = InstanceType.T3Micro,
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes("hello")),
            MetadataOptions = options,
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", "anna")] }],
        };
        var id = (await _ec2.RunInstancesAsync(request, Cancellation)).Reservation.Instances.Single().InstanceId;
        var line = (await _endpoint.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation)).Split(' ');
        Assert.Equal((id, "hello"), (line[0], line[2]));
        return (id, line[1]);
    }

    private async Task<string> ReadAsync(string endpoint, string path)
    {
        using var response = await AskAsync(endpoint, path, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpStatusCode> StatusAsync(string endpoint, string path, string? token = null)
    {
        using var response = await AskAsync(endpoint, path, token);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(string endpoint, string path, string? token)
    {
        token ??= await GetTokenAsync(endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint}/latest/{path}");
        if (token.Length > 0)
            request.Headers.Add("X-aws-ec2-metadata-token", token);
        return await _http.SendAsync(request, Cancellation);
    }

    private async Task<string> GetTokenAsync(string endpoint)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{endpoint}/latest/api/token");
        request.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "60");
        using var response = await _http.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
