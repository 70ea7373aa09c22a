using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

/// <summary>Instances from their launch to their end.</summary>
public abstract class Ec2InstanceContract(Backend backend) : Ec2Contract(backend)
{
    [Fact]
    public async Task An_instance_goes_through_its_states()
    {
        Backend.Require();
        var launched = Assert.Single(await RunAsync(Request()));
        var id = launched.InstanceId;
        Assert.StartsWith("i-", id, StringComparison.Ordinal);
        Assert.Equal((0, InstanceStateName.Pending), (launched.State.Code, launched.State.Name));
        await UntilAsync(id, InstanceStateName.Running);

        var stopping = await Ec2.StopInstancesAsync(new StopInstancesRequest([id]), Cancellation);
        Assert.Equal((InstanceStateName.Running, InstanceStateName.Stopping), StatesOf(stopping.StoppingInstances));
        await UntilAsync(id, InstanceStateName.Stopped);
        var starting = await Ec2.StartInstancesAsync(new StartInstancesRequest([id]), Cancellation);
        Assert.Equal((InstanceStateName.Stopped, InstanceStateName.Pending), StatesOf(starting.StartingInstances));
        await UntilAsync(id, InstanceStateName.Running);

        var terminating = await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]), Cancellation);
        Assert.Equal((InstanceStateName.Running, InstanceStateName.ShuttingDown), StatesOf(terminating.TerminatingInstances));
        await UntilAsync(id, InstanceStateName.Terminated);
        // Again is no error.
        await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]), Cancellation);
    }

    [Fact]
    public async Task A_terminated_instance_cannot_be_started_or_stopped()
    {
        Backend.Require();
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]), Cancellation);
        await UntilAsync(id, InstanceStateName.Terminated);

        await FailsAsync("IncorrectInstanceState", () => Ec2.StartInstancesAsync(new StartInstancesRequest([id]), Cancellation));
        await FailsAsync("IncorrectInstanceState", () => Ec2.StopInstancesAsync(new StopInstancesRequest([id]), Cancellation));
    }

    [Fact]
    public async Task The_same_client_token_launches_once()
    {
        Backend.Require();
        var first = Assert.Single(await RunAsync(Request(token: Prefix)));
        var second = Assert.Single(await RunAsync(Request(token: Prefix)));
        Assert.Equal(first.InstanceId, second.InstanceId);
        Assert.Single(await DescribeAsync(new Filter("client-token", [Prefix])));
        var mismatch = Request(token: Prefix);
        mismatch.MaxCount = 2;
        await FailsAsync("IdempotentParameterMismatch", () => Ec2.RunInstancesAsync(mismatch, Cancellation));
    }

    [Fact]
    public async Task As_many_are_launched_as_asked_for()
    {
        Backend.Require();
        var request = Request();
        request.MinCount = 2;
        request.MaxCount = 3;
        var launched = await RunAsync(request);
        Assert.Equal([0, 1, 2], launched.Select(instance => instance.AmiLaunchIndex!.Value).Order());
        Assert.Single((await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [.. launched.Select(instance => instance.InstanceId)] }, Cancellation)).Reservations);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    public async Task Counts_must_make_sense(int min, int max)
    {
        Backend.Require();
        var request = Request();
        (request.MinCount, request.MaxCount) = (min, max);
        await FailsAsync("InvalidParameterValue", () => Ec2.RunInstancesAsync(request, Cancellation));
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_refused()
    {
        Backend.Require();
        var request = Request();
        request.ImageId = "ami-0123456789abcdef0";
        await FailsAsync("InvalidAMIID.NotFound", () => Ec2.RunInstancesAsync(request, Cancellation));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        Backend.Require();
        var request = Request(new Tag("Name", Prefix));
        request.DryRun = true;
        await FailsAsync("DryRunOperation", () => Ec2.RunInstancesAsync(request, Cancellation));
        Assert.Empty(await FindAsync(new Filter("tag:Name", [Prefix])));
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await FailsAsync("DryRunOperation", () => Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]) { DryRun = true }, Cancellation));
        Assert.NotEqual(InstanceStateName.Terminated, Assert.Single(await DescribeAsync(new Filter("instance-id", [id]))).State.Name);
    }

    [Fact]
    public async Task User_data_must_be_base64_and_not_too_large()
    {
        Backend.Require();
        var malformed = Request();
        malformed.UserData = "not base64!";
        await FailsAsync("InvalidUserData.Malformed", () => Ec2.RunInstancesAsync(malformed, Cancellation));
        var large = Request();
        large.UserData = Convert.ToBase64String(new byte[(16 << 10) + 1]);
        await FailsAsync("InvalidParameterValue", () => Ec2.RunInstancesAsync(large, Cancellation));
    }
}
