namespace FaceRec.ErrorQueues;

/// <summary>Counts what a run does with messages that come from elsewhere than an error queue.</summary>
internal sealed class RunTally(IProgress<int>? progress)
{
    readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
    readonly List<RunProblem> _problems = [];
    int _done;

    /// <summary>Sends messages and answers those that SQS has taken; dry, those that have a queue to go to.</summary>
    public async Task<IReadOnlySet<StoredMessage>> SendAsync(Destinations destinations, string queue, IReadOnlyList<StoredMessage> messages, bool dryRun)
    {
        var outcomes = dryRun
            ? await destinations.CheckAsync(queue, messages)
            : await destinations.SendAsync(queue, messages, (message, toFifo) => message.ToEntry(toFifo));
        _problems.AddRange(outcomes.Where(x => x.Problem is not null).Select(x => new RunProblem(queue, x.Item.Id, x.Problem!)));
        var sent = outcomes.Where(x => x.Problem is null).Select(x => x.Item).ToHashSet();
        _done += sent.Count;
        if (sent.Count > 0)
            _sent[queue] = _sent.GetValueOrDefault(queue) + sent.Count;
        progress?.Report(_done);
        return sent;
    }

    public RunResult Result(CancellationToken cancellationToken) => new(_done, 0, 0, _problems)
    {
        Destinations = _sent,
        Stopped = cancellationToken.IsCancellationRequested ? "It was interrupted; run it again to go on." : null,
    };
}
