using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Takes failed messages out of their queues, for good or after they were kept elsewhere.</summary>
internal sealed class Removal(IAmazonSQS sqs)
{
    /// <param name="keep">Called with messages before they are deleted.</param>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async Task<RunResult> RunAsync(IEnumerable<ErrorQueue> queues, Func<FailedMessage, bool> matches, bool dryRun, Func<IReadOnlyList<FailedMessage>, Task>? keep, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var problems = new List<RunProblem>();
        foreach (var queue in queues)
        {
            await using var sweep = await QueueSweep.StartAsync(sqs, queue, cancellationToken);
            await foreach (var batch in sweep.BatchesAsync(() => 10, cancellationToken))
            {
                FailedMessage[] chosen = [.. batch.Where(matches)];
                if (chosen.Length > 0 && !dryRun)
                {
                    await (keep?.Invoke(chosen) ?? Task.CompletedTask);
                    var left = await sweep.DeleteAsync(chosen);
                    problems.AddRange(left.Select(id => new RunProblem(queue.Name, id, "SQS did not delete it.")));
                    done -= left.Count;
                }

                done += chosen.Length;
                progress?.Report(done);
            }
        }

        return new RunResult(done, 0, 0, problems) { Stopped = cancellationToken.IsCancellationRequested ? "It was interrupted; run it again to go on." : null };
    }
}
