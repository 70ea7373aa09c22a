using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>What EC2 does, as the AWS SDK sees it.</summary>
public abstract class Ec2Contract(Backend backend) : IAsyncLifetime
{
    private readonly string _run = $"contract-{Guid.NewGuid():N}";
    private readonly List<string> _instances = [];
    private readonly List<string> _templates = [];
    private string _image = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAmazonEC2 Ec2 => backend.Ec2;

    public async ValueTask InitializeAsync()
    {
        if (backend.IsAvailable)
            _image = await backend.FindImageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_instances.Count > 0)
            await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest(_instances), CancellationToken.None);
        foreach (var template in _templates)
            await Ec2.DeleteLaunchTemplateAsync(new DeleteLaunchTemplateRequest { LaunchTemplateId = template }, CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_instance_goes_through_its_states()
    {
        backend.Require();
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
        backend.Require();
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]), Cancellation);
        await UntilAsync(id, InstanceStateName.Terminated);

        await FailsAsync("IncorrectInstanceState", () => Ec2.StartInstancesAsync(new StartInstancesRequest([id]), Cancellation));
        await FailsAsync("IncorrectInstanceState", () => Ec2.StopInstancesAsync(new StopInstancesRequest([id]), Cancellation));
    }

    [Fact]
    public async Task The_same_client_token_launches_once()
    {
        backend.Require();
        var first = Assert.Single(await RunAsync(Request(token: _run)));
        var second = Assert.Single(await RunAsync(Request(token: _run)));
        Assert.Equal(first.InstanceId, second.InstanceId);
        Assert.Single(await DescribeAsync(new Filter("client-token", [_run])));
        var mismatch = Request(token: _run);
        mismatch.MaxCount = 2;
        await FailsAsync("IdempotentParameterMismatch", () => Ec2.RunInstancesAsync(mismatch, Cancellation));
    }

    [Fact]
    public async Task As_many_are_launched_as_asked_for()
    {
        backend.Require();
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
        backend.Require();
        var request = Request();
        (request.MinCount, request.MaxCount) = (min, max);
        await FailsAsync("InvalidParameterValue", () => Ec2.RunInstancesAsync(request, Cancellation));
    }

    [Fact]
    public async Task Instances_are_found_by_filters_and_wildcards()
    {
        backend.Require();
        var a = Assert.Single(await RunAsync(Request(new Tag("Name", $"{_run}-a"), new Tag("role", "x?y"))));
        var b = Assert.Single(await RunAsync(Request(new Tag("Name", $"{_run}-b"))));
        string[] both = [a.InstanceId, b.InstanceId];

        Assert.Equal(both.Order(), (await FindAsync(new Filter("tag:Name", [$"{_run}-*"]))).Order());
        Assert.Equal([a.InstanceId], await FindAsync(new Filter("tag:Name", [$"{_run}-?"]), new Filter("tag-key", ["role"])));
        Assert.Equal(both.Order(), (await FindAsync(new Filter("tag:Name", [$"{_run}-a", $"{_run}-b"]))).Order());
        Assert.Empty(await FindAsync(new Filter("tag:Name", [$"{_run}-*"]), new Filter("instance-state-name", ["stopped", "terminated"])));
        Assert.Equal([b.InstanceId], await FindAsync(new Filter("instance-id", [b.InstanceId])));
        Assert.Equal(2, (await FindAsync(new Filter("tag:Name", [$"{_run}-*"]), new Filter("instance-state-code", ["0", "16"]))).Count);
    }

    [Fact]
    public async Task Filters_that_do_not_exist_are_refused()
    {
        backend.Require();
        await FailsAsync("InvalidParameterValue", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("colour", ["red"])] }, Cancellation));
    }

    [Fact]
    public async Task Many_instances_come_in_pages()
    {
        backend.Require();
        var request = Request(new Tag("Name", _run));
        request.MinCount = request.MaxCount = 7;
        var launched = await RunAsync(request);
        var found = new List<string>();
        var pages = 0;
        string? token = null;
        do
        {
            var page = await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("tag:Name", [_run])], MaxResults = 5, NextToken = token }, Cancellation);
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
        backend.Require();
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await FailsAsync("InvalidParameterValue", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 4 }, Cancellation));
        await FailsAsync("InvalidParameterCombination", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { MaxResults = 5, InstanceIds = [id] }, Cancellation));
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        backend.Require();
        var id = Assert.Single(await RunAsync(Request(new Tag("Name", _run), new Tag("old", "1")))).InstanceId;
        await Ec2.CreateTagsAsync(new CreateTagsRequest([id], [new Tag("new", "2"), new Tag("Name", $"{_run}-2")]), Cancellation);
        await Ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [id], Tags = [new Tag { Key = "old" }, new Tag("new", "other value")] }, Cancellation);

        var instance = Assert.Single(await DescribeAsync(new Filter("instance-id", [id])));
        Assert.Equal([("Name", $"{_run}-2"), ("new", "2")], instance.Tags.Select(tag => (tag.Key, tag.Value)).Order());
    }

    [Fact]
    public async Task Status_is_told_of_running_instances_only_unless_asked_for_all()
    {
        backend.Require();
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
        backend.Require();
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["i-0123456789abcdef0"] }, Cancellation));
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.StopInstancesAsync(new StopInstancesRequest(["i-0123456789abcdef0"]), Cancellation));
        await FailsAsync("InvalidInstanceID.NotFound", () => Ec2.TerminateInstancesAsync(new TerminateInstancesRequest(["i-0123456789abcdef0"]), Cancellation));
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        backend.Require();
        await FailsAsync("InvalidInstanceID.Malformed", () => Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["instance"] }, Cancellation));
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_refused()
    {
        backend.Require();
        var request = Request();
        request.ImageId = "ami-0123456789abcdef0";
        await FailsAsync("InvalidAMIID.NotFound", () => Ec2.RunInstancesAsync(request, Cancellation));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        backend.Require();
        var request = Request(new Tag("Name", _run));
        request.DryRun = true;
        await FailsAsync("DryRunOperation", () => Ec2.RunInstancesAsync(request, Cancellation));
        Assert.Empty(await FindAsync(new Filter("tag:Name", [_run])));
        var id = Assert.Single(await RunAsync(Request())).InstanceId;
        await FailsAsync("DryRunOperation", () => Ec2.TerminateInstancesAsync(new TerminateInstancesRequest([id]) { DryRun = true }, Cancellation));
        Assert.NotEqual(InstanceStateName.Terminated, Assert.Single(await DescribeAsync(new Filter("instance-id", [id]))).State.Name);
    }

    [Fact]
    public async Task User_data_must_be_base64_and_not_too_large()
    {
        backend.Require();
        var malformed = Request();
        malformed.UserData = "not base64!";
        await FailsAsync("InvalidUserData.Malformed", () => Ec2.RunInstancesAsync(malformed, Cancellation));
        var large = Request();
        large.UserData = Convert.ToBase64String(new byte[(16 << 10) + 1]);
        await FailsAsync("InvalidParameterValue", () => Ec2.RunInstancesAsync(large, Cancellation));
    }

    [Fact]
    public async Task A_launch_template_is_filled_in_and_the_request_comes_first()
    {
        backend.Require();
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
        Assert.Equal(_image, latest.ImageId);
        Assert.Equal(_run, Assert.Single(byDefault.Tags, tag => tag.Key == "Name").Value);
        Assert.Equal("mine", Assert.Single(own.Tags, tag => tag.Key == "Name").Value);
    }

    [Fact]
    public async Task Launch_templates_have_versions_and_a_default()
    {
        backend.Require();
        var template = await CreateTemplateAsync();
        await Ec2.CreateLaunchTemplateVersionAsync(new CreateLaunchTemplateVersionRequest
        {
            LaunchTemplateName = _run,
            VersionDescription = "second",
            LaunchTemplateData = new RequestLaunchTemplateData { ImageId = _image, InstanceType = InstanceType.T3Small },
        }, Cancellation);
        await Ec2.ModifyLaunchTemplateAsync(new ModifyLaunchTemplateRequest { LaunchTemplateId = template, DefaultVersion = "2" }, Cancellation);

        var described = Assert.Single((await Ec2.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest { LaunchTemplateNames = [_run] }, Cancellation)).LaunchTemplates);
        Assert.Equal((2L, 2L), (described.DefaultVersionNumber, described.LatestVersionNumber));
        var versions = (await Ec2.DescribeLaunchTemplateVersionsAsync(
            new DescribeLaunchTemplateVersionsRequest { LaunchTemplateId = template, Versions = ["1", "$Default"] }, Cancellation)).LaunchTemplateVersions;
        Assert.Equal([1L, 2L], versions.Select(version => version.VersionNumber!.Value).Order());
        var first = versions.Single(version => version.VersionNumber == 1).LaunchTemplateData;
        Assert.Equal((_image, InstanceType.T3Micro, "user data"), (first.ImageId, first.InstanceType, Encoding.UTF8.GetString(Convert.FromBase64String(first.UserData))));
        Assert.Equal("second", versions.Single(version => version.VersionNumber == 2).VersionDescription);
    }

    [Fact]
    public async Task Launch_templates_that_do_not_exist_are_refused()
    {
        backend.Require();
        await FailsAsync("InvalidLaunchTemplateId.NotFound", () => Ec2.RunInstancesAsync(Templated("lt-0123456789abcdef0", null), Cancellation));
        await FailsAsync("InvalidLaunchTemplateName.NotFoundException",
            () => Ec2.DescribeLaunchTemplatesAsync(new DescribeLaunchTemplatesRequest { LaunchTemplateNames = [$"{_run}-no"] }, Cancellation));
        var template = await CreateTemplateAsync();
        await FailsAsync("InvalidLaunchTemplateId.VersionNotFound", () => Ec2.RunInstancesAsync(Templated(template, "7"), Cancellation));
        await FailsAsync("InvalidLaunchTemplateName.AlreadyExistsException", CreateTemplateAsync);
    }

    private RunInstancesRequest Request(params Tag[] tags) => Request(null, tags);

    private RunInstancesRequest Request(string? token, params Tag[] tags) => new()
    {
        MinCount = 1,
        MaxCount = 1,
        ImageId = _image,
        InstanceType = InstanceType.T3Micro,
        ClientToken = token,
        TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [.. tags.DefaultIfEmpty(new Tag("run", _run))] }],
    };

    private static RunInstancesRequest Templated(string template, string? version) => new()
    {
        MinCount = 1,
        MaxCount = 1,
        LaunchTemplate = new LaunchTemplateSpecification { LaunchTemplateId = template, Version = version },
    };

    private async Task<string> CreateTemplateAsync()
    {
        var created = await Ec2.CreateLaunchTemplateAsync(new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = _run,
            LaunchTemplateData = new RequestLaunchTemplateData
            {
                ImageId = _image,
                InstanceType = InstanceType.T3Micro,
                UserData = Convert.ToBase64String("user data"u8),
                TagSpecifications = [new LaunchTemplateTagSpecificationRequest { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", _run)] }],
            },
        }, Cancellation);
        _templates.Add(created.LaunchTemplate.LaunchTemplateId);
        return created.LaunchTemplate.LaunchTemplateId;
    }

    private async Task<List<Instance>> RunAsync(RunInstancesRequest request)
    {
        var launched = (await Ec2.RunInstancesAsync(request, Cancellation)).Reservation.Instances;
        _instances.AddRange(launched.Select(instance => instance.InstanceId));
        return launched;
    }

    private async Task<List<Instance>> DescribeAsync(params Filter[] filters)
    {
        var found = await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [.. filters] }, Cancellation);
        return [.. (found.Reservations ?? []).SelectMany(reservation => reservation.Instances)];
    }

    private async Task<List<string>> FindAsync(params Filter[] filters) => [.. (await DescribeAsync(filters)).Select(instance => instance.InstanceId)];

    private Task UntilAsync(string id, InstanceStateName state) =>
        Eventually.GetAsync(async () => Assert.Single(await DescribeAsync(new Filter("instance-id", [id]))).State.Name, name => name == state, backend.Patience);

    private static (InstanceStateName, InstanceStateName) StatesOf(List<InstanceStateChange> changes)
    {
        var change = Assert.Single(changes);
        return (change.PreviousState.Name, change.CurrentState.Name);
    }

    private static async Task FailsAsync(string code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<AmazonEC2Exception>(call)).ErrorCode);
}
