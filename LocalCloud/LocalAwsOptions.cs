namespace FaceRec.LocalCloud;

/// <summary>How a local AWS is started.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where queues, objects and instances are kept. Null keeps queues in memory and objects in a temporary folder that is removed.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The clock of all time limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the name of a deleted queue cannot be used again; 60 s on AWS.</summary>
    public TimeSpan QueueNameCooldown { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Receives the log; null logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
