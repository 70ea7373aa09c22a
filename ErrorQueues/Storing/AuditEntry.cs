namespace FaceRec.ErrorQueues;

/// <summary>Who did what to failed messages, and what came of it.</summary>
public sealed record AuditEntry
{
    /// <summary>Still running, or killed: written before an action begins, so that none goes without a trace.</summary>
    public const string Running = "running";
    public const string Done = "done";

    /// <summary>Ended early, by a signal or a limit.</summary>
    public const string Stopped = "stopped";
    public const string Failed = "failed";

    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The user and machine of a command line, or the API key's id.</summary>
    public required string By { get; init; }

    /// <summary>What was done: <c>redeliver</c>, <c>delete</c>, <c>archive</c>...</summary>
    public required string Action { get; init; }
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>Which messages were meant; null means those that the details name.</summary>
    public MessageFilter? Filter { get; init; }

    /// <summary>How, as far as it differs from the usual: the rate, the archive, the message that was edited.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    public string Outcome { get; init; } = Running;

    /// <summary>Why it stopped or failed.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many messages it was done to.</summary>
    public int Messages { get; init; }

    /// <summary>How many could not be sent or deleted.</summary>
    public int Problems { get; init; }

    internal AuditEntry With(RunResult result) => this with
    {
        Outcome = result.Stopped is null || result.ReachedMax ? Done : Stopped,
        Reason = result.Stopped,
        Messages = result.Done + result.AlreadySent,
        Problems = result.Problems.Count,
    };
}
