using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Deletes failed messages for good.</summary>
public sealed class Deletion(IAmazonSQS sqs)
{
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async Task<RunResult> RunAsync(IEnumerable<ErrorQueue> queues, MessageFilter filter, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var problems = new List<RunProblem>();
        foreach (var queue in queues)
        {
            await using var sweep = await QueueSweep.StartAsync(sqs, queue, cancellationToken);
            await foreach (var batch in sweep.BatchesAsync(() => 10, cancellationToken))
            {
                FailedMessage[] chosen = [.. batch.Where(filter.Matches)];
                var left = dryRun || chosen.Length == 0 ? [] : await sweep.DeleteAsync(chosen);
                problems.AddRange(left.Select(id => new RunProblem(queue.Name, id, "SQS did not delete it.")));
                done += chosen.Length - left.Count;
                progress?.Report(done);
            }
        }

        return new RunResult(done, 0, 0, problems) { Stopped = cancellationToken.IsCancellationRequested ? "It was interrupted; run it again to go on." : null };
    }
}
