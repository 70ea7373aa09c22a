using FaceRec.LocalCloud.Ec2;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRec.LocalCloud.Tests.Ec2;

/// <summary>What the fleet tells of the changes it makes.</summary>
public sealed class InstanceFleetTests
{
    [Fact]
    public async Task What_a_request_did_stays_what_it_did_when_the_machine_is_gone()
    {
        var options = new LocalAwsOptions { Images = new Dictionary<string, LocalImage> { ["ami-1"] = new("sleep", ["600"]) }, BootDelay = TimeSpan.Zero };
        await using var fleet = new InstanceFleet(options, null, NullLogger<InstanceFleet>.Instance);
        var parameters = new Ec2Parameters(new Dictionary<string, string>());
        var id = fleet.Run(new InstanceLaunch(1, 1, parameters, "ami-1", null, null, ""), dryRun: false, (_, launched) => launched[0].Id);
        await UntilAsync(InstanceState.Running);
        var change = Assert.Single(fleet.Change([id], dryRun: false, instance => fleet.Stop(instance, force: true)));
        await UntilAsync(InstanceState.Stopped);
        Assert.Equal(new InstanceChange(id, InstanceState.Running, InstanceState.Stopping), change);

        Task UntilAsync(InstanceState state) => Eventually.TrueAsync(() => fleet.Read(all => all[0].State) == state);
    }
}
