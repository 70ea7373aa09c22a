namespace FaceRec.Bench.Simulator;

/// <summary>A simulated instance with its worker.</summary>
public sealed class Machine
{
    readonly List<Job> _inHand = [];

    internal Machine(int number, double launchedAt)
    {
        Id = $"i-{number:x8}";
        LaunchedAt = launchedAt;
    }

    public string Id { get; }

    /// <summary>Seconds after the start of the simulation.</summary>
    public double LaunchedAt { get; }

    public bool IsReady { get; internal set; }

    /// <summary>When its worker began to take messages; meaningless before.</summary>
    public double ReadyAt { get; internal set; }

    public bool IsDraining { get; internal set; }

    public bool IsGone { get; internal set; }

    public int Busy => _inHand.Count;

    public long Completed { get; internal set; }

    public double ServiceSeconds { get; internal set; }

    /// <summary>When its last picture was finished, or when it became ready.</summary>
    public double IdleSince { get; internal set; }

    internal List<Job> InHand => _inHand;

    // Where it stands in the list of those with a free slot; -1 = not there.
    internal int FreeIndex { get; set; } = -1;
}
