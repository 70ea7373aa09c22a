using Amazon.Util;

namespace FaceRec.Recognition.Work;

/// <summary>
/// Drains the worker when EC2 says that it will take the instance back, or recommends to leave it. A Spot instance has two minutes from its
/// notice (Amazon EC2 User Guide, "Spot Instance interruption notices"), and AWS advises to look every 5 s.
/// </summary>
internal sealed partial class SpotNotices(FaceWorker worker, TimeProvider clock, ILogger<SpotNotices> logger) : BackgroundService
{
    private const string Interruption = "/spot/instance-action";
    private const string Rebalance = "/events/recommendations/rebalance";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Whether this process runs on an instance that has metadata to look at.</summary>
    public static bool CanBeWatched =>
        Environment.GetEnvironmentVariable("INSTANCE_ID") is { Length: > 0 } && EC2InstanceMetadata.IsIMDSEnabled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (await FindAsync() is not { } notice)
                    continue;
                Log.Noticed(logger, notice);
                await worker.DrainAsync(notice, stoppingToken);
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // The SDK's calls block, and give null where there is no notice and where the metadata do not answer: both are looked at again.
    private static Task<string?> FindAsync() => Task.Run(() =>
        EC2InstanceMetadata.GetData(Interruption, tries: 1) is not null ? "EC2 takes the instance back"
        : EC2InstanceMetadata.GetData(Rebalance, tries: 1) is not null ? "EC2 recommends to leave the instance"
        : null);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}: the worker drains.")]
        public static partial void Noticed(ILogger logger, string notice);
    }
}
