using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

/// <summary>Finding instances, their tags and their status.</summary>
public abstract class Ec2DescribingContract(Backend backend) : Ec2Contract(backend)
{
    [Fact]
    public async Task Instances_are_found_by_filters_and_wildcards()
    {
        Backend.Require();
        var a = Assert.Single(await RunAsync(Request(new Tag("Name", $"{Prefix}-a"), new Tag("role", "x?y"))));
        var b = Assert.Single(await RunAsync(Request(new Tag("Name", $"{Prefix}-b"))));
        string[] both = [a.InstanceId, b.InstanceId];

        Assert.Equal(both.Order(), (await FindAsync(new Filter("tag:Name", [$"{Prefix}-*"]))).Order());
        Assert.Equal([a.InstanceId], await FindAsync(new Filter("tag:Name", [$"{Prefix}-?"]), new Filter("tag-key", ["role"])));
        Assert.Equal(both.Order(), (await FindAsync(new Filter("tag:Name", [$"{Prefix}-a", $"{Prefix}-b"]))).Order());
        Assert.Empty(await FindAsync(new Filter("tag:Name", [$"{Prefix}-*"]), new Filter("instance-state-name", ["stopped", "terminated"])));
        Assert.Equal([b.InstanceId], await FindAsync(new Filter("instance-id", [b.InstanceId])));
        Assert.Equal(2, (await FindAsync(new Filter("tag:Name", [$"{Prefix}-*"]), new Filter("instance-state-code", ["0", "16"]))).Count);
    }

    [Fact]
    public async Task Filters_that_do_not_exist_are_refused()
    {
        Backend.Require();
        await FailsAsync("InvalidParameterValue", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("colour", ["red"])] }, Cancellation));
    }

    [Fact]
    public async Task Many_instances_come_in_pages()
    {
        Backend.Require();
        var request = Request(new Tag("Name", Prefix));
        request.MinCount = request.MaxCount = 7;
        var launched = await RunAsync(request);
        var found = new List<string>();
        var pages = 0;
        string? token = null;
        do
        {
            var page = await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("tag:Name", [Prefix])], MaxResults = 5, NextToken = token }, Cancellation);
            found.AddRange(page.Reservations.SelectMany(reservation => reservation.Instances).Select(instance => instance.InstanceId));
            token = page.NextToken;
            pages++;
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(2, pages);
        Assert.Equal(launched.Select(instance => instance.InstanceId).Order(), found.Order());
    }

    [Fact]
    public async Task Pages_have_bounds()
    {
        Backend.Require();
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await FailsAsync("InvalidParameterValue", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 4 }, Cancellation));
        await FailsAsync("InvalidParameterCombination", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 5, InstanceIds = [id] }, Cancellation));
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        Backend.Require();
        var id = Assert.Single(await RunAsync(Request(new Tag("Name", Prefix), new Tag("old", "1")))).InstanceId;
        await Ec2.CreateTagsAsync(new CreateTagsRequest([id], [new Tag("new", "2"), new Tag("Name", $"{Prefix}-2")]), Cancellation);
        await Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id], Tags = [new Tag { Key = "old" }, new Tag("new", "other value")] }, Cancellation);

        var instance = Assert.Single(await DescribeAsync(new Filter("instance-id", [id])));
        Assert.Equal([("Name", $"{Prefix}-2"), ("new", "2")], instance.Tags.Select(tag => (tag.Key, tag.Value)).Order());
    }

    [Fact]
    public async Task Status_is_told_of_running_instances_only_unless_asked_for_all()
    {
        Backend.Require();
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await UntilAsync(id, InstanceStateName.Running);
        var running = await Ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [id] }, Cancellation);
        Assert.Equal(InstanceStateName.Running, Assert.Single(running.InstanceStatuses).InstanceState.Name);
        await Ec2.StopInstancesAsync(new StopInstancesRequest([id]), Cancellation);
        await UntilAsync(id, InstanceStateName.Stopped);
        Assert.Empty((await Ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [id] }, Cancellation)).InstanceStatuses ?? []);
        var all = await Ec2.DescribeInstanceStatusAsync(new DescribeInstanceStatusRequest { InstanceIds = [id], IncludeAllInstances = true }, Cancellation);
        Assert.Equal(InstanceStateName.Stopped, Assert.Single(all.InstanceStatuses).InstanceState.Name);
    }

    [Fact]
    public async Task Ids_that_do_not_exist_are_refused()
    {
        Backend.Require();
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["i-0123456789abcdef0"] }, Cancellation));
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.StopInstancesAsync(new StopInstancesRequest(["i-0123456789abcdef0"]), Cancellation));
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.TerminateInstancesAsync(new TerminateInstancesRequest(["i-0123456789abcdef0"]), Cancellation));
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        Backend.Require();
        await FailsAsync("InvalidInstanceID.Malformed", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["instance"] }, Cancellation));
    }
}
