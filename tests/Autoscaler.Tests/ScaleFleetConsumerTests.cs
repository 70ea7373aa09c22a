using Amazon.EC2;
using Amazon.S3;
using FaceRec.LocalCloud;
using FaceRec.Messages;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace FaceRec.Autoscaler.Tests;

/// <summary>The Autoscaler's consumers on MassTransit's in-memory bus, with EC2 and S3 behind them.</summary>
[Collection(FaultyEc2.Name)]
public sealed class ScaleFleetConsumerTests(AwsServer server) : IAsyncLifetime
{
    readonly string _id = AwsServer.NewId();
    readonly Consumed _measured = new();
    ServiceProvider _services = null!;
    ITestHarness _harness = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Fleet:ImageId"] = AwsServer.Image,
            ["Autoscaler:MaxInstances"] = "4",
            // The lease is taken once and a measurement sent at leisure: neither is to be over before a slow machine gets to it.
            ["Autoscaler:LeaseDuration"] = "00:10:00",
            ["Autoscaler:MeasurementLifetime"] = "00:10:00",
            ["Ec2:MaxRetries"] = "1",
            ["Ec2:RetryDelay"] = "00:00:00.010",
            ["Ec2:Pause"] = "00:00:01",
        };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging().AddMetrics().AddSingleton(TimeProvider.System);
        services.AddSingleton(new Queues(_id)).AddSingleton(new Buckets(_id)).AddSingleton(AwsServer.Installation(_id));
        services.AddAutoscaler();
        services.AddSingleton<IAmazonEC2>(server.Ec2());
        services.AddSingleton<IAmazonS3>(server.S3());
        services.AddMassTransitTestHarness(bus => bus.AddAutoscalerConsumers());
        _services = services.BuildServiceProvider(validateScopes: true);
        _harness = _services.GetRequiredService<ITestHarness>();
        await _harness.Start();
        _harness.Bus.ConnectConsumeMessageObserver(_measured);
        await _services.GetRequiredService<IAmazonS3>().PutBucketAsync(new Buckets(_id).Output, Cancel);
        await _services.GetRequiredService<LeaderLease>().RefreshAsync(Cancel);
        _services.GetRequiredService<WorkerDirectory>().ListensFrom(DateTimeOffset.UtcNow);
    }

    public async ValueTask DisposeAsync()
    {
        var fleet = _services.GetRequiredService<Ec2Fleet>();
        foreach (var instance in await fleet.ListAsync(_ => null, CancellationToken.None))
            await fleet.TerminateAsync(instance.Id, CancellationToken.None);
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Measurements_that_follow_each_other_launch_what_is_wanted_once()
    {
        for (var i = 0; i < 5; i++)
            await MeasureAsync(1000);

        var status = await StatusAsync(decisions => decisions.Count > 0, consumed: 5);
        Assert.Equal(4, (await ListAsync()).Count);
        Assert.Equal(["launch 4 of 4"], status.Decisions[^1].Outcomes);
        Assert.Equal(4, status.Decisions[^1].Wanted);
    }

    [Fact]
    public async Task An_unknown_queue_leaves_the_fleet_as_it_is()
    {
        await MeasureAsync(1000);
        await StatusAsync(decisions => decisions.Count == 1, consumed: 1);

        await SendAsync(new QueueMeasured { Queue = "q", MeasuredAt = DateTimeOffset.UtcNow, Failure = "no answer" });

        var status = await StatusAsync(decisions => decisions.Count == 2, consumed: 2);
        Assert.Contains("no answer", status.Decisions[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["launch 4 of 4"], Assert.Single((await AskAsync(onlyActed: true)).Decisions).Outcomes);
        Assert.Equal(4, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Who_does_not_lead_decides_nothing()
    {
        await _services.GetRequiredService<LeaderLease>().ReleaseAsync(Cancel);

        await MeasureAsync(1000);

        await Eventually.TrueAsync(() => _measured.Count == 1);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Scaling_pauses_while_EC2_fails_and_goes_on_when_it_answers_again()
    {
        var fault = server.Aws.Faults.Add(new LocalCloud.Fault { Kind = FaultKind.Throttle, Service = "ec2", Action = "RunInstances" });
        try
        {
            await Eventually.TrueAsync(async () => { await MeasureAsync(1000); return (await StatusAsync(_ => true)).ScalingPaused; });
            // A measurement may be under way, and may try one call just now.
            var health = _services.GetRequiredService<HealthCheckService>();
            await Eventually.GetAsync(() => health.CheckHealthAsync(check => check.Name == "fleet", Cancel), report => report.Status == HealthStatus.Degraded);
        }
        finally
        {
            server.Aws.Faults.Remove(fault);
        }

        await Eventually.TrueAsync(async () => { await MeasureAsync(1000); return (await ListAsync()).Count == 4; });
        await Eventually.TrueAsync(async () => !(await StatusAsync(_ => true)).ScalingPaused);
    }

    [Fact]
    public async Task An_instance_that_disappears_is_replaced()
    {
        await MeasureAsync(1000);
        await StatusAsync(decisions => decisions.Count == 1, consumed: 1);
        var victim = (await ListAsync())[0];

        await _services.GetRequiredService<Ec2Fleet>().TerminateAsync(victim.Id, Cancel);

        await Eventually.TrueAsync(async () => { await MeasureAsync(1000); return (await ListAsync()).Count(instance => instance.IsCapacity) == 4; });
    }

    [Fact]
    public async Task Decisions_outlive_the_Autoscaler_that_made_them()
    {
        await MeasureAsync(1000);
        var decided = await StatusAsync(decisions => decisions.Count == 1, consumed: 1);

        var next = new DecisionHistory();
        var logger = _services.GetRequiredService<ILogger<DecisionArchive>>();
        await new DecisionArchive(_services.GetRequiredService<IAmazonS3>(), new Buckets(_id), next, logger).LoadAsync(Cancel);

        var kept = Assert.Single(next.Latest(10));
        Assert.Equal((decided.Decisions[0].Reason, decided.Decisions[0].At), (kept.Reason, kept.At));
        Assert.Equal(decided.Decisions[0].Outcomes, kept.Outcomes);
    }

    [Fact]
    public async Task What_workers_found_when_they_took_messages_is_told_with_the_decision()
    {
        var worker = await _harness.GetConsumerEndpoint<WorkerReportedConsumer>();
        await worker.Send(new WorkerReported
        {
            InstanceId = "i-1", State = WorkerState.Ready, Slots = 2, Busy = 2, Completed = 7, ServiceSeconds = 1, Taken = new TakenMessages(300, 9, 42.5),
            StartedAt = DateTimeOffset.UtcNow, ReportedAt = DateTimeOffset.UtcNow,
        }, Cancel);
        await Eventually.TrueAsync(() => _services.GetRequiredService<WorkerDirectory>().Find("i-1") is not null);
        await MeasureAsync(1000);

        var status = await StatusAsync(decisions => decisions.Count == 1, consumed: 1);

        Assert.Equal(new OldestMessage(42.5, AtLeast: false), status.Decisions[0].Oldest);
        Assert.Equal(status.Decisions[0].Oldest, status.Oldest);
    }

    Task MeasureAsync(int visible) => SendAsync(new QueueMeasured { Queue = "q", MeasuredAt = DateTimeOffset.UtcNow, Counts = new QueueCounts(visible, 0, 0) });

    async Task SendAsync(QueueMeasured measurement)
    {
        var endpoint = await _harness.GetConsumerEndpoint<ScaleFleetConsumer>();
        await endpoint.Send(measurement, Cancel);
    }

    async Task<FleetStatus> StatusAsync(Func<IReadOnlyList<FleetDecision>, bool> until, int consumed = 0)
    {
        FleetStatus? status = null;
        await Eventually.TrueAsync(async () =>
        {
            status = await AskAsync(onlyActed: false);
            return until(status.Decisions) && _measured.Count >= consumed;
        });
        return status!;
    }

    async Task<FleetStatus> AskAsync(bool onlyActed) =>
        (await _harness.GetRequestClient<ReadFleet>().GetResponse<FleetStatus>(new ReadFleet { Decisions = 100, OnlyActed = onlyActed }, Cancel)).Message;

    Task<IReadOnlyList<FleetInstance>> ListAsync() => _services.GetRequiredService<Ec2Fleet>().ListAsync(_ => null, Cancel);

    /// <summary>Counts the measurements that were dealt with.</summary>
    sealed class Consumed : IConsumeMessageObserver<QueueMeasured>
    {
        int _count;

        public int Count => Volatile.Read(ref _count);

        public Task PreConsume(ConsumeContext<QueueMeasured> context) => Task.CompletedTask;

        public Task PostConsume(ConsumeContext<QueueMeasured> context)
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }

        public Task ConsumeFault(ConsumeContext<QueueMeasured> context, Exception exception) => Task.CompletedTask;
    }
}
