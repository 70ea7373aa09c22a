namespace FaceRec.ErrorQueues;

/// <summary>A queue that MassTransit moves messages to: <c>_error</c> for those that failed, <c>_skipped</c> for those nobody consumes.</summary>
public sealed record ErrorQueue(string Name, string Url)
{
    const string Fifo = ".fifo";
    static readonly string[] Endings = ["_error", "_skipped"];

    /// <summary>The queue its messages came from, by MassTransit's way of naming.</summary>
    public string Source
    {
        get
        {
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
