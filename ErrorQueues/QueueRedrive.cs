using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues;

/// <summary>
/// Lets SQS itself move all of a dead-letter queue back to where it came from: no message passes through here, so none is marked or
/// filtered, and a run that is killed goes on without us.
/// </summary>
internal sealed class QueueRedrive(IAmazonSQS sqs, TimeProvider clock)
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <param name="to">A queue to move to; null is where each message came from.</param>
    /// <param name="rate">Messages a second, 1 to 500 (SQS API reference); null leaves it to SQS.</param>
    public async Task<RunResult> RunAsync(ErrorQueue queue, string? to, int? rate, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var source = await ArnAsync(queue.Url, cancellationToken);
        var start = new StartMessageMoveTaskRequest { SourceArn = source, MaxNumberOfMessagesPerSecond = rate };
        if (to is not null)
            start.DestinationArn = await ArnAsync((await new ErrorQueueDirectory(sqs).GetAsync(to, cancellationToken)).Url, cancellationToken);
        var handle = (await sqs.StartMessageMoveTaskAsync(start, cancellationToken)).TaskHandle;

        var cancelled = false;
        while (true)
        {
            var task = (await sqs.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = source, MaxResults = 1 }, CancellationToken.None)).Results[0];
            var moved = (int)(task.ApproximateNumberOfMessagesMoved ?? 0);
            progress?.Report(moved);
            if (task.Status is not ("RUNNING" or "CANCELLING"))
                return new RunResult(moved, 0, 0, []) { Destinations = new Dictionary<string, int> { [to ?? queue.Source] = moved }, Stopped = Why(task) };
            if (cancellationToken.IsCancellationRequested && !cancelled)
            {
                cancelled = true;
                await sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = handle }, CancellationToken.None);
            }

            await Task.Delay(Poll, clock, CancellationToken.None);
        }
    }

    static string? Why(ListMessageMoveTasksResultEntry task) => task.Status == "COMPLETED" ? null : $"SQS ended it as {task.Status}. {task.FailureReason}".TrimEnd();

    async Task<string> ArnAsync(string url, CancellationToken cancellationToken) => (await sqs.GetQueueAttributesAsync(url, ["QueueArn"], cancellationToken)).QueueARN;
}
