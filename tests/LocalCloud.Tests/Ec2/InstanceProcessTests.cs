using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace FaceRec.LocalCloud.Tests.Ec2;

/// <summary>Instances are processes: what becomes of the one becomes of the other, and their record outlives both.</summary>
public sealed class InstanceProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _output = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stop", "stopped")]
    [InlineData("terminate", "terminated")]
    public async Task A_process_that_ends_by_itself_stops_or_terminates_its_instance(string behaviour, string state)
    {
        await using var aws = await StartAsync("exit 3", null);
        using var ec2 = Client(aws);
        var id = await RunAsync(ec2, request => request.InstanceInitiatedShutdownBehavior = ShutdownBehavior.FindValue(behaviour));
        var ended = await UntilAsync(ec2, id, state);
        Assert.Equal("Client.InstanceInitiatedShutdown", ended.StateReason.Code);
    }

    [Fact]
    public async Task A_process_is_asked_to_end_and_then_made_to()
    {
        await using var aws = await StartAsync("trap 'echo asked' TERM; echo ready; while true; do sleep 0.1; done", null, stopGraceSeconds: 6);
        using var ec2 = Client(aws);
        var id = await RunAsync(ec2);
        await Eventually.TrueAsync(() => Wrote("ready"));
        Assert.Equal([InstanceStateName.Stopping], await StopAsync(ec2, force: false, id));
        await Eventually.TrueAsync(() => Wrote("asked"));
        var ended = await UntilAsync(ec2, id, "stopped");
        Assert.Equal("Client.UserInitiatedShutdown", ended.StateReason.Code);
    }

    [Fact]
    public async Task An_instance_that_is_rebooted_is_another_process()
    {
        await using var aws = await StartAsync("echo process $$; exec sleep 600", null);
        using var ec2 = Client(aws);
        var id = await RunAsync(ec2);
        await Eventually.TrueAsync(() => Processes().Count == 1);
        await ec2.RebootInstancesAsync(new RebootInstancesRequest([id]), Cancellation);
        await Eventually.TrueAsync(() => Processes().Distinct().Count() == 2);
        await UntilAsync(ec2, id, "running");
    }

    [Fact]
    public async Task After_a_restart_stopped_instances_can_be_started_and_those_that_ran_are_terminated()
    {
        string stopped, running;
        await using (var aws = await StartAsync("exec sleep 600", _folder.Path))
        {
            using var ec2 = Client(aws);
            stopped = await RunAsync(ec2, request => request.TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", "kept")] }]);
            await UntilAsync(ec2, stopped, "running");
            await ec2.StopInstancesAsync(new StopInstancesRequest([stopped]), Cancellation);
            await UntilAsync(ec2, stopped, "stopped");
            running = await RunAsync(ec2, request => request.ClientToken = "once");
            await UntilAsync(ec2, running, "running");
            await ec2.CreateLaunchTemplateAsync(new CreateLaunchTemplateRequest
            {
                LaunchTemplateName = "kept",
                LaunchTemplateData = new RequestLaunchTemplateData { ImageId = "ami-1" },
            }, Cancellation);
        }

        await using var again = await StartAsync("exec sleep 600", _folder.Path);
        using var client = Client(again);
        var ended = await DescribeAsync(client, running);
        Assert.Equal(("terminated", "Server.InternalError"), (ended.State.Name.Value, ended.StateReason.Code));
        Assert.Equal(running, await RunAsync(client, request => request.ClientToken = "once"));
        Assert.Equal("kept", (await DescribeAsync(client, stopped)).Tags.Single().Value);
        await client.StartInstancesAsync(new StartInstancesRequest([stopped]), Cancellation);
        await UntilAsync(client, stopped, "running");
        Assert.Equal("kept", (await client.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest(), Cancellation)).LaunchTemplates.Single().LaunchTemplateName);
    }

    [Fact]
    public async Task A_process_that_a_killed_run_left_over_is_ended_by_the_next()
    {
        // It does not look at its input, so it survives; the copied record is what a killed run would have left.
        await using var aws = await StartAsync("echo process $$; exec sleep 600", _folder["first"]);
        using var ec2 = Client(aws);
        var id = await RunAsync(ec2);
        await UntilAsync(ec2, id, "running");
        await Eventually.TrueAsync(() => Processes().Count == 1);
        Directory.CreateDirectory(_folder["second/ec2"]);
        File.Copy(_folder["first/ec2/instances.jsonl"], _folder["second/ec2/instances.jsonl"]);

        await using var next = await StartAsync("exec sleep 600", _folder["second"]);

        await UntilAsync(ec2, id, "stopped");
        using var client = Client(next);
        Assert.Equal("terminated", (await DescribeAsync(client, id)).State.Name.Value);
    }

    [Fact]
    public async Task A_data_folder_has_one_owner_at_a_time()
    {
        var first = await StartAsync("exit", _folder.Path);
        await Assert.ThrowsAsync<IOException>(() => StartAsync("exit", _folder.Path));
        var second = LocalAws.StartAsync(new LocalAwsOptions { DataFolder = _folder.Path, DataFolderPatience = TimeSpan.FromSeconds(60) }, Cancellation);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    private Task<LocalAws> StartAsync(string script, string? folder, int stopGraceSeconds = 1) => LocalAws.StartAsync(new LocalAwsOptions
    {
        Images = new Dictionary<string, LocalImage> { ["ami-1"] = new LocalImage("sh", ["-c", script]) },
        BootDelay = TimeSpan.FromMilliseconds(20),
        StopGrace = TimeSpan.FromSeconds(stopGraceSeconds),
        DataFolder = folder,
        InstanceOutput = (_, line) =>
        {
            lock (_output)
                _output.Add(line);
        },
    }, Cancellation);

    private bool Wrote(string line)
    {
        lock (_output)
            return _output.Contains(line);
    }

    private List<string> Processes()
    {
        lock (_output)
            return [.. _output.Where(line => line.StartsWith("process ", StringComparison.Ordinal))];
    }

    private static AmazonEC2Client Client(LocalAws aws) => new(
        new BasicAWSCredentials("local", "local"), new AmazonEC2Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static async Task<string> RunAsync(AmazonEC2Client ec2, Action<RunInstancesRequest>? change = null)
    {
        var request = new RunInstancesRequest("ami-1", 1, 1);
        change?.Invoke(request);
        return (await ec2.RunInstancesAsync(request, Cancellation)).Reservation.Instances.Single().InstanceId;
    }

    private static async Task<IEnumerable<InstanceStateName>> StopAsync(AmazonEC2Client ec2, bool force, params string[] ids)
    {
        var answer = await ec2.StopInstancesAsync(new StopInstancesRequest([.. ids]) { Force = force }, Cancellation);
        return answer.StoppingInstances.Select(change => change.CurrentState.Name);
    }

    private static async Task<Instance> DescribeAsync(AmazonEC2Client ec2, string id) =>
        (await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [id] }, Cancellation)).Reservations.Single().Instances.Single();

    private static Task<Instance> UntilAsync(AmazonEC2Client ec2, string id, string state) =>
        Eventually.GetAsync(() => DescribeAsync(ec2, id), instance => instance.State.Name.Value == state);
}
