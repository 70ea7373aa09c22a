using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>
/// Sends failed messages back to where they failed. A message is sent first and deleted after: a run that is killed in between loses
/// nothing, and the message that it left behind carries the same redelivery id when it is sent again. Cancelled, it finishes the batch in hand;
/// the same command run again goes on with what is left, since the error queue itself is the list.
/// </summary>
public sealed class Redelivery(IAmazonSQS sqs, TimeProvider clock)
{
    /// <param name="progress">Hears how many are done so far.</param>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async Task<RunResult> RunAsync(IEnumerable<ErrorQueue> queues, MessageFilter filter, RedeliveryOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var run = new Run(sqs, clock, filter, options, progress);
        foreach (var queue in queues)
        {
            if (run.Stopped is null)
                await run.RedeliverAsync(queue, cancellationToken);
        }

        return run.Result();
    }

    sealed class Run(IAmazonSQS sqs, TimeProvider clock, MessageFilter filter, RedeliveryOptions options, IProgress<int>? progress)
    {
        readonly Destinations _destinations = new(sqs);
        readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
        readonly HashSet<string> _marks = new(StringComparer.Ordinal);
        readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);
        readonly List<RunProblem> _problems = [];
        readonly long _start = clock.GetTimestamp();
        int _done, _poison, _failedAgain;
        bool _reachedMax;

        public string? Stopped { get; private set; }

        public RunResult Result() => new(_done, _poison, _failedAgain, _problems) { Destinations = _sent, Stopped = Stopped, ReachedMax = _reachedMax };

        public async Task RedeliverAsync(ErrorQueue queue, CancellationToken cancellationToken)
        {
            await using var sweep = await QueueSweep.StartAsync(sqs, queue, cancellationToken);
            var (countBefore, doneBefore) = (options.StopAfterFailures is null ? 0 : await sweep.CountAsync(), _done);
            await foreach (var batch in sweep.BatchesAsync(() => RedeliveryPace.BatchFor(options.Rate), cancellationToken))
            {
                var chosen = Choose(batch);
                foreach (var group in chosen.GroupBy(message => options.To ?? message.InputQueue, StringComparer.Ordinal))
                    await RedeliverAsync(sweep, group.Key, [.. group]);
                progress?.Report(_done);

                if (options.Max is { } max && _done >= max)
                    (_reachedMax, Stopped) = (true, $"{max} are done, as many as were asked for.");
                if (Stopped is not null)
                    return;
                if (options.DryRun)
                    continue;

                await PauseAsync(chosen.Count, cancellationToken);
                if (options.StopAfterFailures is { } failures)
                {
                    // They come back at the queue's end, where the sweep sees them last; but the queue gets longer at once.
                    var arrived = await sweep.CountAsync() - (countBefore - (_done - doneBefore));
                    if (arrived >= failures)
                    {
                        Stopped = $"{arrived} messages have failed since it began.";
                        return;
                    }
                }
            }

            if (cancellationToken.IsCancellationRequested)
                Stopped = "It was interrupted; run it again to go on.";
        }

        List<FailedMessage> Choose(IReadOnlyList<FailedMessage> batch)
        {
            var chosen = new List<FailedMessage>(batch.Count);
            foreach (var message in batch.Where(filter.Matches))
            {
                // What this run has sent and is here again would otherwise go round for ever.
                if ((message.Redelivery is { } mark && _marks.Contains(mark.Id)) || (message.MessageId is { } id && _messageIds.Contains(id)))
                    _failedAgain++;
                else if (message.Redelivery is not null && !options.IncludePoison)
                    _poison++;
                else if (options.Max is not { } max || _done + chosen.Count < max)
                    chosen.Add(message);
            }

            return chosen;
        }

        async Task RedeliverAsync(QueueSweep sweep, string destination, IReadOnlyList<FailedMessage> messages)
        {
            if (options.DryRun)
            {
                if (await _destinations.FindAsync(destination) is null)
                    _problems.AddRange(messages.Select(message => Problem(message, $"There is no queue '{destination}'; name another with --to.")));
                else
                    Count(destination, messages.Count);
                return;
            }

            var outcomes = await _destinations.SendAsync(destination, messages);
            _problems.AddRange(outcomes.Where(x => x.Problem is not null).Select(x => Problem(x.Message, x.Problem!)));
            FailedMessage[] sent = [.. outcomes.Where(x => x.Problem is null).Select(x => x.Message)];
            foreach (var message in sent)
            {
                _marks.Add(RedeliveryMark.Next(message).Id);
                if (message.MessageId is { } id)
                    _messageIds.Add(id);
            }

            Count(destination, sent.Length);
            var left = sent.Length == 0 ? [] : await sweep.DeleteAsync(sent);
            _problems.AddRange(sent.Where(message => left.Contains(message.Id))
                .Select(message => Problem(message, "It was sent, and SQS did not delete it here: delete it, or it will be sent once more.")));
        }

        void Count(string destination, int messages)
        {
            _done += messages;
            if (messages > 0)
                _sent[destination] = _sent.GetValueOrDefault(destination) + messages;
        }

        async Task PauseAsync(int messages, CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(RedeliveryPace.TimeFor(messages, options.Rate, clock.GetElapsedTime(_start)), clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The sweep sees it too, and gives back what it holds.
            }
        }

        static RunProblem Problem(FailedMessage message, string reason) => new(message.Queue.Name, message.Id, reason);
    }
}
