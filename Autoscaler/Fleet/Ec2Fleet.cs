using System.Globalization;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>The instances that carry our tag: lists, launches, starts, stops and terminates them, and no others.</summary>
public sealed class Ec2Fleet(IAmazonEC2 ec2, IOptions<FleetOptions> fleet, IOptions<InstallationOptions> installation)
{
    // EC2 codes for "none of this kind here now": another type or zone may have some.
    static readonly string[] NoCapacity = ["InsufficientInstanceCapacity", "InsufficientHostCapacity", "SpotMaxPriceTooLow", "Unsupported"];

    const string NameInfix = "-app-tier-instance";

    readonly string _id = installation.Value.Id;

    /// <summary>Our instances that are not terminated, as EC2 has them; what their workers say is joined in by <paramref name="reports"/>.</summary>
    /// <exception cref="AmazonEC2Exception">EC2 could not say: the fleet is unknown.</exception>
    public async Task<IReadOnlyList<FleetInstance>> ListAsync(Func<string, WorkerReported?> reports, CancellationToken cancellationToken)
    {
        var request = new DescribeInstancesRequest
        {
            Filters =
            [
                new Filter($"tag:{FleetTags.Fleet}", [_id]),
                new Filter("instance-state-name", ["pending", "running", "shutting-down", "stopping", "stopped"]),
            ],
        };
        var found = new List<FleetInstance>();
        do
        {
            var page = await ec2.DescribeInstancesAsync(request, cancellationToken);
            foreach (var instance in (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
                found.Add(Describe(instance, reports(instance.InstanceId)));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return found;
    }

    internal static FleetInstance Describe(Instance instance, WorkerReported? report)
    {
        var launchedAt = new DateTimeOffset((instance.LaunchTime ?? DateTime.UnixEpoch).ToUniversalTime());
        // A report from before the last start tells of a process that is gone.
        var current = report?.ReportedAt >= launchedAt ? report : null;
        var drainUntil = instance.Tags?.FirstOrDefault(tag => tag.Key == FleetTags.DrainUntil)?.Value is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until : (DateTimeOffset?)null;
        var phase = instance.State.Name.Value switch
        {
            "stopped" => InstancePhase.Stopped,
            "stopping" or "shutting-down" => InstancePhase.Leaving,
            _ when drainUntil is not null || current?.State is WorkerState.Draining or WorkerState.Drained => InstancePhase.Draining,
            _ => current is null ? InstancePhase.Booting : InstancePhase.Ready,
        };
        return new FleetInstance(instance.InstanceId, phase, launchedAt, current, drainUntil, NumberOf(instance));
    }

    /// <summary>Starts stopped instances of ours. One that runs already is no error.</summary>
    public async Task StartAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        // Its drain, if any, is over with the stop.
        await ec2.DeleteTagsAsync(new DeleteTagsRequest { Resources = [.. ids], Tags = [new Tag { Key = FleetTags.DrainUntil }] }, cancellationToken);
        await ec2.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [.. ids] }, cancellationToken);
    }

    /// <summary>Launches up to <paramref name="count"/> instances: as many as AWS has, by instance type and zone in order of preference.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="clientToken">The same token again launches nothing new. At most 60 characters.</param>
    /// <param name="cancellationToken">Ends the wait, not what AWS has begun.</param>
    /// <returns>The new instances; fewer than asked where capacity is short.</returns>
    /// <exception cref="AmazonEC2Exception">AWS refused, or has none at all.</exception>
    public async Task<IReadOnlyList<string>> LaunchAsync(int count, string clientToken, CancellationToken cancellationToken)
    {
        var launched = new List<string>();
        AmazonEC2Exception? shortage = null;
        var attempt = 0;
        foreach (var (type, subnet) in Choices(fleet.Value))
        {
            if (launched.Count >= count)
                break;
            try
            {
                var request = LaunchRequest(count - launched.Count, type, subnet, string.Create(CultureInfo.InvariantCulture, $"{clientToken}-{attempt++}"));
                var response = await ec2.RunInstancesAsync(request, cancellationToken);
                launched.AddRange((response.Reservation.Instances ?? []).Select(instance => instance.InstanceId));
            }
            catch (AmazonEC2Exception e) when (NoCapacity.Contains(e.ErrorCode))
            {
                shortage = e;
            }
        }

        if (launched.Count == 0 && shortage is not null)
            throw shortage;
        return launched;
    }

    /// <summary>Gives each new instance a name for the EC2 console, with the lowest numbers that no other has.</summary>
    /// <param name="launched">The ids of the new ones.</param>
    /// <param name="current">The others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task NameAsync(IReadOnlyCollection<string> launched, IReadOnlyList<FleetInstance> current, CancellationToken cancellationToken)
    {
        var free = Enumerable.Range(1, launched.Count + current.Count).Except(current.Select(instance => instance.Number ?? 0));
        foreach (var (id, number) in launched.Zip(free))
        {
            var name = new Tag(FleetTags.Name, string.Create(CultureInfo.InvariantCulture, $"{_id}{NameInfix}-{number}"));
            await ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [id], Tags = [name] }, cancellationToken);
        }
    }

    static int? NumberOf(Instance instance) =>
        instance.Tags?.FirstOrDefault(tag => tag.Key == FleetTags.Name)?.Value is { } name
            && name.LastIndexOf(NameInfix, StringComparison.Ordinal) is >= 0 and var at
            && int.TryParse(name.AsSpan(at + NameInfix.Length).TrimStart('-'), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Marks an instance as draining, so that every Autoscaler, also one that starts later, knows.</summary>
    public Task MarkDrainingAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) =>
        ec2.CreateTagsAsync(new CreateTagsRequest
        {
            Resources = [id],
            Tags = [new Tag(FleetTags.DrainUntil, until.ToString("O", CultureInfo.InvariantCulture))],
        }, cancellationToken);

    /// <summary>Stops an instance, which keeps it for a later start. One that is stopped or gone already is no error.</summary>
    public Task StopAsync(string id, CancellationToken cancellationToken) =>
        UnlessGone(() => ec2.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [id] }, cancellationToken));

    /// <summary>Terminates an instance. One that is gone already is no error.</summary>
    public Task TerminateAsync(string id, CancellationToken cancellationToken) =>
        UnlessGone(() => ec2.TerminateInstancesAsync(new TerminateInstancesRequest { InstanceIds = [id] }, cancellationToken));

    static async Task UnlessGone(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonEC2Exception e) when (e.ErrorCode is "InvalidInstanceID.NotFound" or "IncorrectInstanceState")
        {
            // Somebody, or the instance itself, was quicker: it is where we wanted it, or on its way.
        }
    }

    static IEnumerable<(string? Type, string? Subnet)> Choices(FleetOptions options) =>
        from type in options.InstanceTypes.Count > 0 ? options.InstanceTypes.Cast<string?>() : [null]
        from subnet in options.SubnetIds.Count > 0 ? options.SubnetIds.Cast<string?>() : [null]
        select (type, subnet);

    RunInstancesRequest LaunchRequest(int count, string? type, string? subnet, string clientToken)
    {
        var options = fleet.Value;
        var request = new RunInstancesRequest
        {
            MinCount = 1,
            MaxCount = count,
            ClientToken = clientToken,
            ImageId = options.ImageId,
            InstanceType = type is null ? null : InstanceType.FindValue(type),
            SubnetId = subnet,
            SecurityGroupIds = options.SecurityGroupIds.Count > 0 ? [.. options.SecurityGroupIds] : null,
            TagSpecifications =
            [
                new TagSpecification
                {
                    ResourceType = ResourceType.Instance,
                    Tags = [new Tag(FleetTags.Fleet, _id), new Tag(FleetTags.Name, $"{_id}{NameInfix}")],
                },
            ],
        };
        if (options.LaunchTemplate is { Length: > 0 } template)
            request.LaunchTemplate = new LaunchTemplateSpecification { LaunchTemplateName = template, Version = options.LaunchTemplateVersion };
        if (options.InstanceProfile is { Length: > 0 } profile)
            request.IamInstanceProfile = new IamInstanceProfileSpecification { Name = profile };
        if (options.UserDataFile is { Length: > 0 } file)
            request.UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(File.ReadAllText(file)));
        if (options.Spot)
            request.InstanceMarketOptions = new InstanceMarketOptionsRequest { MarketType = MarketType.Spot };
        return request;
    }
}
