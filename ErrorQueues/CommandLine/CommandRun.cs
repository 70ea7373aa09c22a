using System.CommandLine;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>One run of a command, with what it works on.</summary>
internal sealed record CommandRun(ParseResult Parsed, AwsAccess Aws, Screen Screen, Arguments Arguments, TextWriter Errors, CancellationToken Stop)
{
    public Task<IReadOnlyList<ErrorQueue>> QueuesAsync() => Arguments.QueuesAsync(Parsed, Aws.Sqs, Stop);

    public MessageFilter Filter => Arguments.Filter(Parsed);

    /// <summary>Where the trail and the archives are; null with --no-audit.</summary>
    /// <exception cref="QueueUnusableException">It is not known where.</exception>
    public ErrorStore? Store => Arguments.NoAudit(Parsed) ? null : RequiredStore;

    /// <summary>The same for what cannot do without.</summary>
    /// <exception cref="QueueUnusableException">It is not known where.</exception>
    public ErrorStore RequiredStore => new(Aws.S3, Arguments.Bucket(Parsed)
        ?? throw new QueueUnusableException("Which bucket holds the audit trail? Name the installation with --id, or the bucket with --bucket; --no-audit does without."));

    public ErrorActions Actions => new(Aws.Sqs, Store, Arguments.By(Parsed), TimeProvider.System);

    public FailedMessages Messages => new(Aws.Sqs);

    /// <summary>Says why there is nothing to write or to do.</summary>
    public int Nothing(string why)
    {
        Errors.WriteLine(why);
        return ExitCode.NothingMatched;
    }

    /// <summary>Hears how far a run through these queues is; null where nobody watches.</summary>
    public async Task<IProgress<int>?> ProgressAsync(IReadOnlyList<ErrorQueue> queues, bool dryRun, int? max = null)
    {
        if (!ProgressLine.IsWatched(Errors, dryRun))
            return null;
        var counts = await Task.WhenAll(queues.Select(queue => QueueView.OfAsync(Aws.Sqs, queue, Stop)));
        return new ProgressLine(Errors, queues.Count == 0 ? null : Math.Min(counts.Sum(count => count.Visible), max ?? int.MaxValue));
    }
}
