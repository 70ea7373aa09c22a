namespace FaceRec.LocalCloud.Ec2;

/// <summary>All instances, and what may be done to them.</summary>
internal sealed partial class InstanceFleet : IAsyncDisposable
{
    // EC2 shows terminated instances for about an hour.
    static readonly TimeSpan TerminatedShown = TimeSpan.FromHours(1);

    readonly Lock _lock = new();
    readonly List<Instance> _instances = [];
    readonly Dictionary<string, (string Fingerprint, string ReservationId)> _tokens = new(StringComparer.Ordinal);
    readonly BackgroundTasks _background = new();
    readonly LocalAwsOptions _options;
    readonly ILogger<InstanceFleet> _logger;
    readonly TimeProvider _clock;
    readonly InstanceHost _host;
    readonly InstanceLog? _log;
    int _capacity;
    int _lastAddress;
    bool _disposed;

    /// <param name="folder">Where the record of instances is kept; null keeps none.</param>
    public InstanceFleet(LocalAwsOptions options, string? folder, ILogger<InstanceFleet> logger)
    {
        _options = options;
        _logger = logger;
        _clock = options.Clock;
        _capacity = options.InstanceCapacity;
        _host = new InstanceHost(options);
        if (folder is null)
            return;
        (_log, var earlier) = InstanceLog.Open(folder);
        foreach (var instance in earlier)
            Restore(instance);
        _lastAddress = _instances.Count;
        Forget();
    }

    /// <summary>Instances that may exist at once; beyond it EC2 has no capacity.</summary>
    public int Capacity
    {
        get { lock (_lock) return _capacity; }
        set { lock (_lock) _capacity = value; }
    }

    /// <summary>Reads instances under the lock.</summary>
    public T Read<T>(Func<IReadOnlyList<Instance>, T> read)
    {
        lock (_lock)
        {
            Forget();
            return read(_instances);
        }
    }

    /// <summary>Launches instances; the same client token again gives those that it made before.</summary>
    public T Run<T>(InstanceLaunch launch, bool dryRun, Func<string, IReadOnlyList<Instance>, T> read)
    {
        if (!_host.Has(launch.ImageId))
            throw new AwsError("InvalidAMIID.NotFound", $"The image id '[{launch.ImageId}]' does not exist");
        if (dryRun)
            throw DryRun();
        lock (_lock)
        {
            if (launch.ClientToken is { } known && _tokens.TryGetValue(known, out var made))
            {
                return made.Fingerprint == launch.Fingerprint
                    ? read(made.ReservationId, [.. _instances.Where(instance => instance.ReservationId == made.ReservationId)])
                    : throw new AwsError("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
            }

            var free = _capacity - _instances.Count(instance => instance.OccupiesCapacity);
            if (free < launch.Min)
                throw NoCapacity();
            var reservation = InstanceLaunch.NewId("r-");
            List<Instance> launched = [.. Enumerable.Range(0, Math.Min(launch.Max, free))
                .Select(index => launch.Create(reservation, index, NextAddress(), _clock.GetUtcNow()))];
            if (launch.ClientToken is { } token)
                _tokens[token] = (launch.Fingerprint, reservation);
            _instances.AddRange(launched);
            Write(launched);
            launched.ForEach(Boot);
            return read(reservation, launched);
        }
    }

    /// <summary>Does something to instances by id, all of which must exist, and tells the state of each before and after.</summary>
    public IReadOnlyList<InstanceChange> Change(IReadOnlyList<string> ids, bool dryRun, Action<Instance> change)
    {
        lock (_lock)
        {
            var instances = Find(ids);
            if (dryRun)
                throw DryRun();
            List<InstanceChange> changes = [];
            try
            {
                foreach (var instance in instances)
                {
                    var before = instance.State;
                    change(instance);
                    changes.Add(new InstanceChange(instance.Id, before, instance.State));
                }
            }
            finally
            {
                Write(instances);
            }

            return changes;
        }
    }

    /// <summary>Finds instances by id, under the lock.</summary>
    public IReadOnlyList<Instance> Find(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            throw new AwsError("MissingParameter", "The request must contain the parameter InstanceId");
        if (ids.FirstOrDefault(id => !id.StartsWith("i-", StringComparison.Ordinal)) is { } malformed)
            throw new AwsError("InvalidInstanceID.Malformed", $"Invalid id: \"{malformed}\"");
        return [.. ids.Distinct().Select(id => _instances.Find(instance => instance.Id == id)
            ?? throw new AwsError("InvalidInstanceID.NotFound", $"The instance ID '{id}' does not exist"))];
    }

    /// <summary>Starts a stopped instance; one that runs already stays as it is.</summary>
    public void Start(Instance instance)
    {
        if (instance.State is InstanceState.Pending or InstanceState.Running)
            return;
        if (instance.State is not InstanceState.Stopped)
            throw new AwsError("IncorrectInstanceState", $"The instance '{instance.Id}' is not in a state from which it can be started.");
        if (!_host.Has(instance.ImageId))
            throw new AwsError("InvalidAMIID.NotFound", $"The image id '[{instance.ImageId}]' does not exist");
        if (_instances.Count(other => other.OccupiesCapacity) >= _capacity)
            throw NoCapacity();
        instance.State = InstanceState.Pending;
        instance.StateReason = null;
        instance.LaunchedAt = _clock.GetUtcNow();
        Boot(instance);
    }

    public void Stop(Instance instance, bool force)
    {
        if (instance.State is InstanceState.Terminated or InstanceState.ShuttingDown)
            throw new AwsError("IncorrectInstanceState", $"The instance '{instance.Id}' is not in a state from which it can be stopped.");
        if (instance.State is not (InstanceState.Stopped or InstanceState.Stopping))
            End(instance, InstanceState.Stopping, "Client.UserInitiatedShutdown: User initiated shutdown", force);
    }

    public void Terminate(Instance instance) => Terminate(instance, "Client.UserInitiatedShutdown: User initiated shutdown");

    public void Reboot(Instance instance)
    {
        if (instance.Process is not { } process)
            return;
        instance.State = InstanceState.Pending;
        Leave(instance);
        process.Kill();
        Boot(instance);
    }

    /// <summary>Asks every instance to stop, and ends those that do not within the grace period. Their record says that they ran.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Instance> running;
        lock (_lock)
        {
            _disposed = true;
            running = [.. _instances.Where(instance => instance.Process is not null)];
        }

        await Task.WhenAll(running.Select(instance => instance.Process!.StopAsync(_options.StopGrace)));
        await Task.WhenAll(running.Select(instance => instance.Metadata!.DisposeAsync().AsTask()));
        await _background.DisposeAsync();
        _log?.Dispose();
    }

    void Terminate(Instance instance, string reason)
    {
        if (instance.State is not (InstanceState.Terminated or InstanceState.ShuttingDown))
            End(instance, InstanceState.ShuttingDown, reason, force: false);
    }

    void Restore(Instance instance)
    {
        if (instance.State is not (InstanceState.Stopped or InstanceState.Terminated))
        {
            // Its machine was the LocalCloud that ended. Processes end with that by themselves, unless they are frozen or do not look.
            instance.LastProcess?.Kill();
            instance.StateReason = "Server.InternalError: LocalCloud ended while the instance ran";
            EnterTerminated(instance);
            _log!.Write([instance], _instances);
        }

        _instances.Add(instance);
        if (instance is { ClientToken: { } token, Fingerprint: { } fingerprint })
            _tokens[token] = (fingerprint, instance.ReservationId);
    }

    void EnterTerminated(Instance instance)
    {
        instance.State = InstanceState.Terminated;
        instance.TerminatedAt = _clock.GetUtcNow();
    }

    void Forget() =>
        _instances.RemoveAll(instance => instance.State is InstanceState.Terminated && _clock.GetUtcNow() - (instance.TerminatedAt ?? instance.LaunchedAt) > TerminatedShown);

    void Write(IEnumerable<Instance> changed) => _log?.Write(changed, _instances);

    string NextAddress() => $"127.0.1.{1 + (_lastAddress++ % 254)}";

    static AwsError NoCapacity() =>
        new("InsufficientInstanceCapacity", "We currently do not have sufficient capacity in the Availability Zone you requested.", 500);

    static AwsError DryRun() => new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}
