using Amazon.EC2;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace FaceRec.Autoscaler;

/// <summary>Carries decisions out on EC2: each call retried, all of them behind one circuit breaker, each outcome counted.</summary>
internal sealed partial class FleetCommands(Ec2Fleet fleet, FleetBreaker breaker, FleetTally tally, ISendEndpointProvider bus, Queues queues,
    WorkerDirectory workers, TimeProvider clock, IOptions<AutoscalerOptions> options, IOptions<FleetOptions> fleetOptions, ILogger<FleetCommands> logger)
{
    readonly List<string> _outcomes = [];

    /// <summary>What was done through this object so far, such as <c>launch 3 of 3</c>.</summary>
    public IReadOnlyList<string> Outcomes => _outcomes;

    /// <summary>Starts stopped instances first, which is quicker and cheaper, and launches the rest.</summary>
    /// <param name="count">Instances to add.</param>
    /// <param name="current">The fleet as it was decided on.</param>
    /// <param name="decisionId">The same decision again launches nothing new.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AddAsync(int count, IReadOnlyList<FleetInstance> current, Guid decisionId, CancellationToken cancellationToken)
    {
        var stopped = current.Where(instance => instance.Phase is InstancePhase.Stopped).Take(count).Select(instance => instance.Id).ToList();
        if (stopped.Count > 0)
            await TryAsync("start", stopped.Count, async token => { await fleet.StartAsync(stopped, token); return stopped.Count; }, cancellationToken);

        var missing = count - stopped.Count;
        if (missing <= 0)
            return;
        IReadOnlyList<string> launched = [];
        await TryAsync("launch", missing, async token =>
        {
            launched = await fleet.LaunchAsync(missing, decisionId.ToString("N"), token);
            return launched.Count;
        }, cancellationToken);
        if (launched.Count > 0)
            await NameAsync(launched, current, cancellationToken);
    }

    // A name is for people who look at the console; an instance works without.
    async Task NameAsync(IReadOnlyList<string> launched, IReadOnlyList<FleetInstance> current, CancellationToken cancellationToken)
    {
        try
        {
            await breaker.Pipeline.ExecuteAsync(async token => await fleet.NameAsync(launched, current, token), cancellationToken);
        }
        catch (Exception e) when (e is BrokenCircuitException || AwsFailures.Includes(e))
        {
            Log.NotNamed(logger, launched.Count, e.Message);
        }
    }

    /// <summary>Marks an instance as draining and asks its worker to finish what it has.</summary>
    public async Task DrainAsync(string id, string reason, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + options.Value.DrainTimeout;
        if (await TryAsync("drain", 1, async token => { await fleet.MarkDrainingAsync(id, deadline, token); return 1; }, cancellationToken))
            await AskToDrainAsync(id, deadline, reason, cancellationToken);
    }

    /// <summary>Asks a worker to drain. Asking again does no harm.</summary>
    public async Task AskToDrainAsync(string id, DateTimeOffset deadline, string reason, CancellationToken cancellationToken)
    {
        var queue = workers.Find(id)?.ControlQueue ?? queues.Worker(id);
        var worker = await bus.GetSendEndpoint(new Uri($"queue:{queue}?durable=false&autodelete=true"));
        await worker.Send(new DrainWorker { InstanceId = id, Deadline = deadline, Reason = reason }, cancellationToken);
    }

    /// <summary>Stops an instance where the warm pool has room for it, else terminates it.</summary>
    public Task RemoveAsync(string id, IReadOnlyList<FleetInstance> current, CancellationToken cancellationToken) =>
        current.Count(instance => instance.Phase is InstancePhase.Stopped or InstancePhase.Leaving) < fleetOptions.Value.WarmPool
            ? TryAsync("stop", 1, async token => { await fleet.StopAsync(id, token); return 1; }, cancellationToken)
            : TerminateAsync(id, cancellationToken);

    public Task TerminateAsync(string id, CancellationToken cancellationToken) =>
        TryAsync("terminate", 1, async token => { await fleet.TerminateAsync(id, token); return 1; }, cancellationToken);

    async Task<bool> TryAsync(string action, int wanted, Func<CancellationToken, Task<int>> call, CancellationToken cancellationToken)
    {
        try
        {
            var succeeded = await breaker.Pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
            Note(action, wanted, succeeded);
            return true;
        }
        catch (BrokenCircuitException)
        {
            _outcomes.Add($"{action} not tried, as scaling is paused");
        }
        // Retried already: the next measurement brings the next try, from what the fleet is by then.
        catch (Exception e) when (AwsFailures.Includes(e))
        {
            Note(action, wanted, 0);
            Log.Failed(logger, action, wanted, (e as AmazonEC2Exception)?.ErrorCode ?? e.GetType().Name, e.Message);
        }

        return false;
    }

    void Note(string action, int wanted, int succeeded)
    {
        tally.Count(action, wanted, succeeded);
        _outcomes.Add($"{action} {succeeded} of {wanted}");
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} new instances got no name of their own: {Failure}")]
        public static partial void NotNamed(ILogger logger, int count, string failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "EC2 {Action} of {Wanted} instances failed: {Code}: {Failure}")]
        public static partial void Failed(ILogger logger, string action, int wanted, string code, string failure);
    }
}
