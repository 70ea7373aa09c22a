namespace FaceRec.LocalCloud;

/// <summary>How a local AWS is started.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where queues, objects and instances are kept; they outlive the process however it ends. Null keeps queues in memory and objects in a temporary folder that is removed.</summary>
    public string? DataFolder { get; init; }

    /// <summary>How long to wait for a data folder that another process still has, one that is stopping for example.</summary>
    public TimeSpan DataFolderPatience { get; init; }

    /// <summary>Secret access keys by the ids of their keys. Where given, the signature of every request is checked; null lets everybody in.</summary>
    public IReadOnlyDictionary<string, string>? AccessKeys { get; init; }

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the name of a deleted queue cannot be used again; 60 s on AWS.</summary>
    public TimeSpan QueueNameCooldown { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What instances of each machine image run.</summary>
    public IReadOnlyDictionary<string, LocalImage> Images { get; init; } = new Dictionary<string, LocalImage>();

    /// <summary>How long an instance takes to boot before its process starts.</summary>
    public TimeSpan BootDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a process may take to end after SIGTERM before it is killed. AWS gives minutes.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Instances that may exist at once, stopped ones not counted.</summary>
    public int InstanceCapacity { get; init; } = 50;

    /// <summary>Throws the dice for faults with a probability; give a seed to repeat a run.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Receives what instances write, line by line: the instance's id and the line.</summary>
    public Action<string, string>? InstanceOutput { get; init; }

    /// <summary>Receives the log; null logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The size from which on the journal of queues is compacted; tests make it small.</summary>
    internal long MinimumCompactedJournal { get; init; } = Sqs.FileJournal.MinimumCompacted;
}
