using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>
/// Several Autoscalers may run; the one that holds the lease listens to the Autoscaler's queue, measures and decides. The others wait to
/// take its place.
/// </summary>
internal sealed partial class Leadership(LeaderLease lease, IBusControl bus, IReceiveEndpointConnector connector, Queues queues, WorkerDirectory workers,
    DecisionArchive archive, TimeProvider clock, IOptions<AutoscalerOptions> options, ILogger<Leadership> logger) : BackgroundService, IHealthCheck
{
    HostReceiveEndpointHandle? _endpoint;
    volatile string? _failure;

    /// <summary>Whether this Autoscaler decides.</summary>
    public bool IsLeader => lease.IsHeld;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_failure is { } failure ? HealthCheckResult.Unhealthy($"The lease in S3 could not be read or renewed: {failure}") : HealthCheckResult.Healthy());

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FollowAsync(false, cancellationToken);
        await TryAsync(() => lease.ReleaseAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseDuration / 3, clock);
        try
        {
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            do
            {
                await TryAsync(() => lease.RefreshAsync(stoppingToken));
                await FollowAsync(lease.IsHeld, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task FollowAsync(bool leads, CancellationToken cancellationToken)
    {
        if (leads && _endpoint is null)
        {
            Log.Leads(logger);
            await archive.LoadAsync(cancellationToken);
            workers.ListensFrom(clock.GetUtcNow());
            _endpoint = connector.ConnectReceiveEndpoint(queues.Autoscaler, (context, endpoint) =>
            {
                // One decision at a time, from what the one before it left.
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.ConfigureConsumer<ScaleFleetConsumer>(context);
                endpoint.ConfigureConsumer<WorkerReportedConsumer>(context);
                endpoint.ConfigureConsumer<WorkerDrainedConsumer>(context);
                endpoint.ConfigureConsumer<ReadFleetConsumer>(context);
            });
        }
        else if (!leads && _endpoint is { } endpoint)
        {
            Log.LeadsNoMore(logger);
            _endpoint = null;
            await endpoint.StopAsync(cancellationToken);
        }
    }

    // Without S3 nobody can lead anew, and the fleet stays as it is: the loop lives on.
    async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            _failure = null;
        }
        catch (Exception e) when (AwsFailures.Includes(e))
        {
            _failure = e.Message;
            Log.NoLease(logger, e.Message);
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "This Autoscaler leads: it measures and decides.")]
        public static partial void Leads(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "This Autoscaler does not lead any more.")]
        public static partial void LeadsNoMore(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The Autoscaler's lease in S3 could not be read or renewed: {Failure}")]
        public static partial void NoLease(ILogger logger, string failure);
    }
}
