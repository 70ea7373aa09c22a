using Amazon.EC2;
using Amazon.EC2.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

/// <summary>What EC2 does, as the AWS SDK sees it: what all parts of the contract need.</summary>
public abstract class Ec2Contract(Backend backend) : IAsyncLifetime
{
    private readonly List<string> _instances = [];
    private readonly List<string> _templates = [];

    protected Backend Backend => backend;

    /// <summary>The beginning of every name that a test gives.</summary>
    protected string Prefix { get; } = $"contract-{Guid.NewGuid():N}";

    protected string Image { get; private set; } = "";

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IAmazonEC2 Ec2 => Backend.Ec2;

    public async ValueTask InitializeAsync()
    {
        if (Backend.IsAvailable)
            Image = await Backend.FindImageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_instances.Count > 0)
            await Ec2.TerminateInstancesAsync(new TerminateInstancesRequest(_instances), CancellationToken.None);
        foreach (var template in _templates)
            await Ec2.DeleteLaunchTemplateAsync(new DeleteLaunchTemplateRequest { LaunchTemplateId = template }, CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    protected RunInstancesRequest Request(params Tag[] tags) => Request(null, tags);

    protected RunInstancesRequest Request(string? token, params Tag[] tags) => new()
    {
        MinCount = 1,
        MaxCount = 1,
        ImageId = Image,
        InstanceType = InstanceType.T3Micro,
        ClientToken = token,
        TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [.. tags.DefaultIfEmpty(new Tag("run", Prefix))] }],
    };

    protected static RunInstancesRequest Templated(string template, string? version) => new()
    {
        MinCount = 1,
        MaxCount = 1,
        LaunchTemplate = new LaunchTemplateSpecification { LaunchTemplateId = template, Version = version },
    };

    protected async Task<string> CreateTemplateAsync()
    {
        var created = await Ec2.CreateLaunchTemplateAsync(new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = Prefix,
            LaunchTemplateData = new RequestLaunchTemplateData
            {
                ImageId = Image,
                InstanceType = InstanceType.T3Micro,
                UserData = Convert.ToBase64String("user data"u8),
                TagSpecifications = [new LaunchTemplateTagSpecificationRequest { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", Prefix)] }],
            },
        }, Cancellation);
        _templates.Add(created.LaunchTemplate.LaunchTemplateId);
        return created.LaunchTemplate.LaunchTemplateId;
    }

    protected async Task<List<Instance>> RunAsync(RunInstancesRequest request)
    {
        var launched = (await Ec2.RunInstancesAsync(request, Cancellation)).Reservation.Instances;
        _instances.AddRange(launched.Select(instance => instance.InstanceId));
        return launched;
    }

    protected async Task<List<Instance>> DescribeAsync(params Filter[] filters)
    {
        var found = await Ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [.. filters] }, Cancellation);
        return [.. (found.Reservations ?? []).SelectMany(reservation => reservation.Instances)];
    }

    protected async Task<List<string>> FindAsync(params Filter[] filters) => [.. (await DescribeAsync(filters)).Select(instance => instance.InstanceId)];

    protected Task UntilAsync(string id, InstanceStateName state) =>
        Eventually.GetAsync(async () => Assert.Single(await DescribeAsync(new Filter("instance-id", [id]))).State.Name, name => name == state, Backend.Patience);

    protected static (InstanceStateName, InstanceStateName) StatesOf(List<InstanceStateChange> changes)
    {
        var change = Assert.Single(changes);
        return (change.PreviousState.Name, change.CurrentState.Name);
    }

    protected static async Task FailsAsync(string code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<AmazonEC2Exception>(call)).ErrorCode);
}
