using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

/// <summary>Launch templates.</summary>
public abstract class Ec2LaunchTemplateContract(Backend backend) : Ec2Contract(backend)
{
    [Fact]
    public async Task A_launch_template_is_filled_in_and_the_request_comes_first()
    {
        Backend.Require();
        var template = await CreateTemplateAsync();
        await Ec2.CreateLaunchTemplateVersionAsync(new CreateLaunchTemplateVersionRequest
        {
            LaunchTemplateId = template,
            SourceVersion = "1",
            LaunchTemplateData = new RequestLaunchTemplateData { InstanceType = InstanceType.T3Small },
        }, Cancellation);

        var byDefault = Assert.Single(await RunAsync(Templated(template, null)));
        var latest = Assert.Single(await RunAsync(Templated(template, "$Latest")));
        var overridden = Templated(template, "1");
        overridden.InstanceType = InstanceType.T3Medium;
        overridden.TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", "mine")] }];
        var own = Assert.Single(await RunAsync(overridden));

        Assert.Equal([InstanceType.T3Micro, InstanceType.T3Small, InstanceType.T3Medium], [byDefault.InstanceType, latest.InstanceType, own.InstanceType]);
        Assert.Equal(Image, latest.ImageId);
        Assert.Equal(Prefix, Assert.Single(byDefault.Tags, tag => tag.Key == "Name").Value);
        Assert.Equal("mine", Assert.Single(own.Tags, tag => tag.Key == "Name").Value);
    }

    [Fact]
    public async Task Launch_templates_have_versions_and_a_default()
    {
        Backend.Require();
        var template = await CreateTemplateAsync();
        await Ec2.CreateLaunchTemplateVersionAsync(new CreateLaunchTemplateVersionRequest
        {
            LaunchTemplateName = Prefix,
            VersionDescription = "second",
            LaunchTemplateData = new RequestLaunchTemplateData { ImageId = Image, InstanceType = InstanceType.T3Small },
        }, Cancellation);
        await Ec2.ModifyLaunchTemplateAsync(new ModifyLaunchTemplateRequest { LaunchTemplateId = template, DefaultVersion = "2" }, Cancellation);

        var described = Assert.Single((await Ec2.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest { LaunchTemplateNames = [Prefix] }, Cancellation)).LaunchTemplates);
        Assert.Equal((2L, 2L), (described.DefaultVersionNumber, described.LatestVersionNumber));
        var versions = (await Ec2.DescribeLaunchTemplateVersionsAsync(
            new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = template, Versions = ["1", "$Default"] }, Cancellation)).LaunchTemplateVersions;
        Assert.Equal([1L, 2L], versions.Select(version => version.VersionNumber!.Value).Order());
        var first = versions.Single(version => version.VersionNumber == 1).LaunchTemplateData;
        Assert.Equal((Image, InstanceType.T3Micro, "user data"), (first.ImageId, first.InstanceType, Encoding.UTF8.GetString(Convert.FromBase64String(first.UserData))));
        Assert.Equal("second", versions.Single(version => version.VersionNumber == 2).VersionDescription);
    }

    [Fact]
    public async Task Launch_templates_that_do_not_exist_are_refused()
    {
        Backend.Require();
        await FailsAsync("InvalidLaunchTemplateId.NotFound", () => Ec2.RunInstancesAsync(Templated("lt-0123456789abcdef0", null), Cancellation));
        await FailsAsync("InvalidLaunchTemplateName.NotFoundException",
            () => Ec2.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest { LaunchTemplateNames = [$"{Prefix}-no"] }, Cancellation));
        var template = await CreateTemplateAsync();
        await FailsAsync("InvalidLaunchTemplateId.VersionNotFound", () => Ec2.RunInstancesAsync(Templated(template, "7"), Cancellation));
        await FailsAsync("InvalidLaunchTemplateName.AlreadyExistsException", CreateTemplateAsync);
    }
}
