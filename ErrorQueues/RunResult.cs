namespace FaceRec.ErrorQueues;

/// <summary>What became of the messages that a run was about.</summary>
/// <param name="Done">Sent, deleted, stored or copied, whatever the run was for; in a dry run, those that would be.</param>
/// <param name="Poison">Left alone because they had failed again after a redelivery.</param>
/// <param name="FailedAgain">Sent by this run and back in the error queue before it ended.</param>
/// <param name="Problems">What could not be done, message by message; those messages are still in the error queue.</param>
public sealed record RunResult(int Done, int Poison, int FailedAgain, IReadOnlyList<RunProblem> Problems)
{
    /// <summary>How many went to each queue.</summary>
    public IReadOnlyDictionary<string, int> Destinations { get; init; } = new Dictionary<string, int>();

    /// <summary>Sent by an earlier run that ended before it deleted them; only deleted now.</summary>
    public int AlreadySent { get; init; }

    /// <summary>Why the run ended before it had seen everything; null where it did not.</summary>
    public string? Stopped { get; init; }

    /// <summary>Whether it ended because as many were done as had been asked for.</summary>
    public bool ReachedMax { get; init; }
}
