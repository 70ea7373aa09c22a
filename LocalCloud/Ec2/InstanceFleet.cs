using System.Text;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>All instances, what may be done to them, and the processes that they are.</summary>
internal sealed partial class InstanceFleet(LocalAwsOptions options, ILogger<InstanceFleet> logger) : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly List<Instance> _instances = [];
    readonly Dictionary<string, (string Fingerprint, string ReservationId)> _tokens = new(StringComparer.Ordinal);
    readonly TimeProvider _clock = options.Clock;
    int _capacity = options.InstanceCapacity;
    int _lastAddress;
    bool _disposed;

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
            // EC2 forgets terminated instances after about an hour.
            _instances.RemoveAll(instance => instance.State is InstanceState.Terminated && _clock.GetUtcNow() - instance.LaunchedAt > TimeSpan.FromHours(1));
            return read(_instances);
        }
    }

    /// <summary>Launches instances; the same client token again gives those that it made before.</summary>
    public T Run<T>(Ec2Parameters parameters, Func<string, IReadOnlyList<Instance>, T> read)
    {
        int min = parameters.RequireInt("MinCount"), max = parameters.RequireInt("MaxCount");
        if (min < 1 || max < min)
            throw new AwsError("InvalidParameterValue", "MinCount must be 1 or more, and MaxCount not less than MinCount.");
        var imageId = parameters.Require("ImageId");
        if (!options.Images.ContainsKey(imageId))
            throw new AwsError("InvalidAMIID.NotFound", $"The image id '[{imageId}]' does not exist");
        if (parameters.IsTrue("DryRun"))
            throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);

        lock (_lock)
        {
            var token = parameters["ClientToken"];
            var fingerprint = parameters.Fingerprint();
            if (token is not null && _tokens.TryGetValue(token, out var known))
                return known.Fingerprint == fingerprint
                    ? read(known.ReservationId, [.. _instances.Where(instance => instance.ReservationId == known.ReservationId)])
                    : throw new AwsError("IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");

            var free = _capacity - _instances.Count(instance => instance.OccupiesCapacity);
            if (free < min)
                throw new AwsError("InsufficientInstanceCapacity", "We currently do not have sufficient capacity in the Availability Zone you requested.", 500);
            var reservation = NewId("r-");
            var made = Enumerable.Range(0, Math.Min(max, free)).Select(index => Create(parameters, reservation, index, imageId)).ToList();
            if (token is not null)
                _tokens[token] = (fingerprint, reservation);
            _instances.AddRange(made);
            made.ForEach(Boot);
            return read(reservation, made);
        }
    }

    /// <summary>Does something to instances by id, all of which must exist, and tells the state of each before and after.</summary>
    public IReadOnlyList<(Instance Instance, InstanceState Before)> Change(IReadOnlyList<string> ids, Action<Instance> change)
    {
        lock (_lock)
        {
            return [.. Find(ids).Select(instance =>
            {
                var before = instance.State;
                change(instance);
                return (instance, before);
            })];
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
        if (_instances.Count(other => other.OccupiesCapacity) >= _capacity)
            throw new AwsError("InsufficientInstanceCapacity", "We currently do not have sufficient capacity in the Availability Zone you requested.", 500);
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
            End(instance, InstanceState.Stopping, InstanceState.Stopped, force);
    }

    public void Terminate(Instance instance)
    {
        if (instance.State is not (InstanceState.Terminated or InstanceState.ShuttingDown))
            End(instance, InstanceState.ShuttingDown, InstanceState.Terminated, force: false);
    }

    public void Reboot(Instance instance)
    {
        if (instance.Process is not { } process)
            return;
        instance.Process = null;
        instance.State = InstanceState.Pending;
        process.Kill();
        Boot(instance);
    }

    /// <summary>Ends the process of an instance at once, as a crash would.</summary>
    public void Crash(string id)
    {
        lock (_lock)
            Find([id])[0].Process?.Kill();
    }

    /// <summary>Sends a signal to the process of an instance.</summary>
    public void Signal(string id, int signal)
    {
        lock (_lock)
            Find([id])[0].Process?.Signal(signal);
    }

    /// <summary>Asks every instance to stop, and ends those that do not within the grace period.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ChildProcess> processes;
        lock (_lock)
        {
            _disposed = true;
            processes = [.. _instances.Select(instance => instance.Process).OfType<ChildProcess>()];
        }

        await Task.WhenAll(processes.Select(process => process.StopAsync(options.StopGrace)));
    }

    Instance Create(Ec2Parameters parameters, string reservation, int index, string imageId)
    {
        var instance = new Instance
        {
            Id = NewId("i-"),
            ReservationId = reservation,
            Index = index,
            ImageId = imageId,
            Type = parameters["InstanceType"] ?? "m5.large",
            Zone = parameters["Placement.AvailabilityZone"] ?? $"{LocalAccount.Region}a",
            PrivateIp = $"127.0.1.{1 + (_lastAddress++ % 254)}",
            ClientToken = parameters["ClientToken"],
            UserData = parameters["UserData"],
            IsSpot = parameters["InstanceMarketOptions.MarketType"] == "spot",
            TerminatesOnShutdown = parameters["InstanceInitiatedShutdownBehavior"] == "terminate",
            LaunchedAt = _clock.GetUtcNow(),
        };
        foreach (var specification in parameters.Items("TagSpecification").Where(item => parameters[$"{item}.ResourceType"] == "instance"))
        {
            foreach (var (key, value) in parameters.Tags($"{specification}.Tag"))
                instance.Tags[key] = value ?? "";
        }

        return instance;
    }

    void Boot(Instance instance)
    {
        var boot = ++instance.Boots;
        _ = BootAsync(instance, boot);
    }

    async Task BootAsync(Instance instance, int boot)
    {
        await Task.Delay(options.BootDelay, _clock);
        lock (_lock)
        {
            // Stopped, terminated or started again meanwhile.
            if (_disposed || instance.Boots != boot || instance.State is not InstanceState.Pending)
                return;
            try
            {
                instance.Process = ChildProcess.Start(options.Images[instance.ImageId], Variables(instance), line => options.InstanceOutput?.Invoke(instance.Id, line),
                    code => Exited(instance, boot, code));
                instance.State = InstanceState.Running;
                Log.Started(logger, instance.Id, instance.Process.ProcessId);
            }
            catch (System.ComponentModel.Win32Exception e)
            {
                instance.State = InstanceState.Terminated;
                instance.StateReason = $"Server.InternalError: {e.Message}";
                Log.NotStarted(logger, instance.Id, options.Images[instance.ImageId].FileName, e);
            }
        }
    }

    static Dictionary<string, string> Variables(Instance instance)
    {
        var variables = new Dictionary<string, string> { ["INSTANCE_ID"] = instance.Id };
        if (instance.UserData is { Length: > 0 } userData)
            variables["EC2_USER_DATA"] = Encoding.UTF8.GetString(Convert.FromBase64String(userData));
        return variables;
    }

    void Exited(Instance instance, int boot, int code)
    {
        lock (_lock)
        {
            if (instance.Boots != boot || instance.Process is null)
                return;
            instance.Process = null;
            instance.StateReason ??= $"Client.InstanceInitiatedShutdown: the process ended with {code}";
            instance.State = instance.State is InstanceState.ShuttingDown || (instance.State is InstanceState.Running && instance.TerminatesOnShutdown)
                ? InstanceState.Terminated
                : InstanceState.Stopped;
            Log.Ended(logger, instance.Id, code, instance.StateName);
        }
    }

    void End(Instance instance, InstanceState via, InstanceState end, bool force)
    {
        instance.StateReason = "Client.UserInitiatedShutdown";
        if (instance.Process is not { } process)
        {
            instance.Boots++;
            instance.State = end;
            return;
        }

        instance.State = via;
        if (force)
            process.Kill();
        else
            _ = process.StopAsync(options.StopGrace);
    }

    static string NewId(string prefix) => prefix + Guid.NewGuid().ToString("N")[..17];

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Instance {InstanceId} runs as process {ProcessId}.")]
        public static partial void Started(ILogger logger, string instanceId, int processId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Instance {InstanceId} could not run {FileName}.")]
        public static partial void NotStarted(ILogger logger, string instanceId, string fileName, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "The process of instance {InstanceId} ended with {Code}: {State}.")]
        public static partial void Ended(ILogger logger, string instanceId, int code, string state);
    }
}
