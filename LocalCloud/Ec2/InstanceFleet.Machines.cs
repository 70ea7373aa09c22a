namespace FaceRec.LocalCloud.Ec2;

/// <content>The part that boots and ends the machines that instances are, and does to them what happens to machines.</content>
internal sealed partial class InstanceFleet
{
    /// <summary>Ends the process of an instance at once, as a crash would.</summary>
    public void Crash(string id)
    {
        lock (_lock)
        {
            var instance = Find([id])[0];
            instance.StateReason = "Server.InternalError: the instance crashed";
            instance.Process?.Kill();
        }
    }

    /// <summary>Stops the process of an instance in its tracks: it neither works nor ends, as a machine without network seems to.</summary>
    public void Freeze(string id) => Signal(id, ChildProcess.Freeze);

    /// <summary>Lets a frozen instance go on.</summary>
    public void Thaw(string id) => Signal(id, ChildProcess.Thaw);

    /// <summary>Tells an instance through its metadata that EC2 takes it back, and does so when the time is over.</summary>
    public void Interrupt(string id, TimeSpan notice)
    {
        lock (_lock)
        {
            var instance = Find([id])[0];
            if (instance.InterruptedAt is not null || instance.State is not (InstanceState.Pending or InstanceState.Running))
                return;
            instance.InterruptedAt = _clock.GetUtcNow() + notice;
            _background.Add(TakeBackAsync(instance, instance.Boots, notice));
        }
    }

    /// <summary>Tells an instance through its metadata that it is likely to be interrupted.</summary>
    public void RecommendRebalance(string id)
    {
        lock (_lock)
            Find([id])[0].RebalanceNoticeAt ??= _clock.GetUtcNow();
    }

    void Signal(string id, int signal)
    {
        lock (_lock)
        {
            var instance = Find([id])[0];
            if (instance.Process is not { } process)
                throw new AwsError("IncorrectInstanceState", $"The instance '{id}' does not run.");
            process.Signal(signal);
        }
    }

    async Task TakeBackAsync(Instance instance, int boot, TimeSpan notice)
    {
        await Task.Delay(notice, _clock, _background.Stopping);
        lock (_lock)
        {
            if (instance.Boots != boot)
                return;
            Terminate(instance, "Server.SpotInstanceTermination: Spot instance termination");
            Write([instance]);
        }
    }

    void Boot(Instance instance)
    {
        var boot = ++instance.Boots;
        instance.InterruptedAt = instance.RebalanceNoticeAt = null;
        _background.Add(BootAsync(instance, boot));
    }

    async Task BootAsync(Instance instance, int boot)
    {
        await Task.Delay(_options.BootDelay, _clock, _background.Stopping);
        var metadata = await MetadataServer.StartAsync(path => ReadMetadata(instance, path), instance.NeedsMetadataToken, _clock);
        if (!Start(instance, boot, metadata))
            await metadata.DisposeAsync();
    }

    byte[]? ReadMetadata(Instance instance, string path)
    {
        lock (_lock)
            return InstanceMetadata.Find(instance, path);
    }

    bool Start(Instance instance, int boot, MetadataServer metadata)
    {
        lock (_lock)
        {
            // Stopped, terminated or started again meanwhile.
            if (_disposed || instance.Boots != boot || instance.State is not InstanceState.Pending)
                return false;
            try
            {
                instance.Process = _host.Start(instance, metadata, code => Exited(instance, boot, code));
                instance.Metadata = metadata;
                instance.LastProcess = new ProcessMark(instance.Process.ProcessId, DateTimeOffset.UtcNow);
                instance.State = InstanceState.Running;
                Log.Started(_logger, instance.Id, instance.Process.ProcessId);
            }
            catch (System.ComponentModel.Win32Exception e)
            {
                instance.StateReason = $"Server.InternalError: {e.Message}";
                EnterTerminated(instance);
                Log.NotStarted(_logger, instance.Id, e);
            }

            Write([instance]);
            return instance.Process is not null;
        }
    }

    void Exited(Instance instance, int boot, int code)
    {
        lock (_lock)
        {
            if (_disposed || instance.Boots != boot || instance.Process is null)
                return;
            Leave(instance);
            instance.StateReason ??= $"Client.InstanceInitiatedShutdown: the process ended with {code}";
            if (instance.State is InstanceState.ShuttingDown || (instance.State is InstanceState.Running && instance.TerminatesOnShutdown))
                EnterTerminated(instance);
            else
                instance.State = InstanceState.Stopped;
            Write([instance]);
            Log.Ended(_logger, instance.Id, code, instance.StateName);
        }
    }

    void End(Instance instance, InstanceState via, string reason, bool force)
    {
        instance.StateReason = reason;
        if (instance.Process is not { } process)
        {
            // Not booted yet: the boot finds itself overtaken.
            instance.Boots++;
            if (via is InstanceState.ShuttingDown)
                EnterTerminated(instance);
            else
                instance.State = InstanceState.Stopped;
            return;
        }

        instance.State = via;
        if (force)
            process.Kill();
        else
            _background.Add(process.StopAsync(_options.StopGrace));
    }

    void Leave(Instance instance)
    {
        if (instance.Metadata is { } metadata)
            _background.Add(metadata.DisposeAsync().AsTask());
        instance.Process = null;
        instance.Metadata = null;
        instance.LastProcess = null;
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Instance {InstanceId} runs as process {ProcessId}.")]
        public static partial void Started(ILogger logger, string instanceId, int processId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The program of instance {InstanceId} could not be started.")]
        public static partial void NotStarted(ILogger logger, string instanceId, Exception exception);

        [LoggerMessage(Level = LogLevel.Information, Message = "The process of instance {InstanceId} ended with {Code}: {State}.")]
        public static partial void Ended(ILogger logger, string instanceId, int code, string state);
    }
}
