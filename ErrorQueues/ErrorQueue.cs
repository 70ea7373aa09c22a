namespace FaceRec.ErrorQueues;

/// <summary>
/// A queue of messages that nobody could handle: MassTransit moves them to <c>_error</c> when they failed and to <c>_skipped</c> when nobody
/// consumes them; SQS moves them to a dead-letter queue when they were received too often, such as by a worker that they kill.
/// </summary>
public sealed record ErrorQueue(string Name, string Url)
{
    const string Fifo = ".fifo";
    static readonly string[] Endings = ["_error", "_skipped"];

    /// <summary>The queue whose redrive policy sends messages here; null where MassTransit alone moves them.</summary>
    public string? DeadLetterOf { get; init; }

    /// <summary>The queue its messages came from: by the redrive policy, or by MassTransit's way of naming.</summary>
    public string Source
    {
        get
        {
            if (DeadLetterOf is not null)
                return DeadLetterOf;
            var (stem, fifo) = Split(Name);
            var ending = Endings.FirstOrDefault(x => stem.EndsWith(x, StringComparison.Ordinal), "");
            return stem[..^ending.Length] + fifo;
        }
    }

    /// <summary>Whether a queue is one of these, by its name.</summary>
    public static bool IsName(string name) => Endings.Any(ending => Split(name).Stem.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The queue's name, which is the last part of its URL.</summary>
    public static ErrorQueue At(string url) => new(url[(url.LastIndexOf('/') + 1)..], url);

    static (string Stem, string Fifo) Split(string name)
        => name.EndsWith(Fifo, StringComparison.Ordinal) ? (name[..^Fifo.Length], Fifo) : (name, "");
}
