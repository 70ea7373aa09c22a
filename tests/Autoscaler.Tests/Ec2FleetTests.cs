using Amazon.EC2;
using Amazon.EC2.Model;
using FaceRec.LocalCloud;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler.Tests;

/// <summary>The fleet through the EC2 API, with real processes behind it.</summary>
[Collection(FaultyEc2.Name)]
public sealed class Ec2FleetTests(AwsServer server) : IAsyncLifetime
{
    readonly string _id = AwsServer.NewId();
    readonly AmazonEC2Client _ec2 = server.Ec2();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in await Fleet().ListAsync(_ => null, CancellationToken.None))
            await Fleet().TerminateAsync(instance.Id, CancellationToken.None);
        _ec2.Dispose();
    }

    [Fact]
    public async Task The_same_decision_again_launches_nothing_new()
    {
        var first = await Fleet().LaunchAsync(2, $"{_id}-decision", Cancel);
        var again = await Fleet().LaunchAsync(2, $"{_id}-decision", Cancel);

        Assert.Equal(2, first.Count);
        Assert.Equal(first.Order(), again.Order());
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Names_have_the_lowest_numbers_that_are_free()
    {
        var first = await Fleet().LaunchAsync(3, AwsServer.NewId(), Cancel);
        await Fleet().NameAsync(first, [], Cancel);
        await Fleet().TerminateAsync(first[1], Cancel);
        await Eventually.TrueAsync(async () => (await ListAsync()).Count == 2);

        var next = await Fleet().LaunchAsync(2, AwsServer.NewId(), Cancel);
        await Fleet().NameAsync(next, [.. (await ListAsync()).Where(instance => !next.Contains(instance.Id))], Cancel);

        var described = await _ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [first[0], .. next, first[2]] }, Cancel);
        var names = described.Reservations.SelectMany(reservation => reservation.Instances)
            .ToDictionary(instance => instance.InstanceId, instance => instance.Tags.Single(tag => tag.Key == "Name").Value);
        Assert.Equal([1, 2, 3, 4], new[] { first[0], next[0], first[2], next[1] }.Select(id => int.Parse(names[id].Split('-')[^1])));
        Assert.StartsWith($"{_id}-app-tier-instance-", names[next[0]], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_without_our_tag_are_not_ours()
    {
        var foreign = await _ec2.RunInstancesAsync(new RunInstancesRequest { ImageId = AwsServer.Image, MinCount = 1, MaxCount = 1 }, Cancel);
        var others = await Fleet(id: "another").LaunchAsync(1, AwsServer.NewId(), Cancel);

        Assert.Empty(await ListAsync());
        await _ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [foreign.Reservation.Instances[0].InstanceId, others[0]] }, Cancel);
    }

    [Fact]
    public async Task The_next_type_is_tried_where_there_is_no_room_for_the_first()
    {
        var fault = server.Aws.Faults.Add(new Fault { Kind = FaultKind.NoCapacity, Service = "ec2", Action = "RunInstances", Count = 1 });
        try
        {
            var launched = await Fleet(options =>
            {
                options.InstanceTypes.Add("c7i.large");
                options.InstanceTypes.Add("m7i.large");
            }).LaunchAsync(1, $"{_id}-decision", Cancel);

            var described = await _ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [.. launched] }, Cancel);
            Assert.Equal("m7i.large", described.Reservations.Single().Instances.Single().InstanceType.Value);
        }
        finally
        {
            server.Aws.Faults.Remove(fault);
        }
    }

    [Fact]
    public async Task A_stopped_instance_is_started_again_and_forgets_that_it_was_drained()
    {
        var fleet = Fleet();
        var id = Assert.Single(await fleet.LaunchAsync(1, $"{_id}-decision", Cancel));
        await Until(id, InstancePhase.Booting);
        await fleet.MarkDrainingAsync(id, DateTimeOffset.UtcNow.AddMinutes(1), Cancel);
        await Until(id, InstancePhase.Draining);

        await fleet.StopAsync(id, Cancel);
        await fleet.StopAsync(id, Cancel); // stopping already: no error
        await Until(id, InstancePhase.Stopped);
        await fleet.StartAsync([id], Cancel);
        await fleet.StartAsync([id], Cancel); // starting already: no error

        await Until(id, InstancePhase.Booting);
    }

    [Fact]
    public async Task What_is_gone_already_can_be_stopped_and_terminated_without_an_error()
    {
        var fleet = Fleet();
        var id = Assert.Single(await fleet.LaunchAsync(1, $"{_id}-decision", Cancel));

        await fleet.TerminateAsync(id, Cancel);
        await Eventually.TrueAsync(async () => (await ListAsync()).Count == 0);
        await fleet.TerminateAsync(id, Cancel);
        await fleet.StopAsync(id, Cancel);
        await fleet.TerminateAsync("i-0123456789abcdef0", Cancel);
    }

    Ec2Fleet Fleet(Action<FleetOptions>? change = null, string? id = null)
    {
        var options = new FleetOptions { ImageId = AwsServer.Image };
        change?.Invoke(options);
        return new Ec2Fleet(_ec2, Options.Create(options), AwsServer.Installation(id is null ? _id : $"{_id}-{id}"));
    }

    Task<IReadOnlyList<FleetInstance>> ListAsync() => Fleet().ListAsync(_ => null, Cancel);

    Task Until(string id, InstancePhase phase) => Eventually.TrueAsync(async () => (await ListAsync()).Single(instance => instance.Id == id).Phase == phase);
}
