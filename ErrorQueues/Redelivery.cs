using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>
/// Sends failed messages back to where they failed. A message is sent first and deleted after: a run that is killed in between loses
/// nothing, and the next run knows from the ledger what it had sent; without a ledger it sends that once more, with the same redelivery id.
/// Cancelled, it finishes the batch in hand; the same command run again goes on with what is left, since the error queue itself is the list.
/// </summary>
internal sealed class Redelivery(IAmazonSQS sqs, TimeProvider clock, SentLedger? ledger)
{
    /// <summary>What is sent in place of a message's body; null sends it as it is.</summary>
    public Func<FailedMessage, string>? Body { get; init; }

    /// <param name="progress">Hears how many are done so far.</param>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async Task<RunResult> RunAsync(IEnumerable<ErrorQueue> queues, MessageFilter filter, RedeliveryOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var run = new Run(sqs, clock, ledger, filter, options, progress, Body);
        foreach (var queue in queues)
        {
            if (run.Stopped is null)
                await run.RedeliverAsync(queue, cancellationToken);
        }

        var result = run.Result();
        if (ledger is not null && !options.DryRun)
            await ledger.CloseAsync();
        return result;
    }

    sealed class Run(IAmazonSQS sqs, TimeProvider clock, SentLedger? ledger, MessageFilter filter, RedeliveryOptions options, IProgress<int>? progress, Func<FailedMessage, string>? body)
    {
        readonly Destinations _destinations = new(sqs);
        readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
        readonly HashSet<string> _marks = new(StringComparer.Ordinal);
        readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);
        readonly List<RunProblem> _problems = [];
        readonly long _start = clock.GetTimestamp();
        int _done, _poison, _failedAgain, _alreadySent;
        bool _reachedMax;

        public string? Stopped { get; private set; }

        public RunResult Result() => new(_done, _poison, _failedAgain, _problems) { Destinations = _sent, AlreadySent = _alreadySent, Stopped = Stopped, ReachedMax = _reachedMax };

        public async Task RedeliverAsync(ErrorQueue queue, CancellationToken cancellationToken)
        {
            await using var sweep = await QueueSweep.StartAsync(sqs, queue, cancellationToken);
            var (countBefore, doneBefore) = (options.StopAfterFailures is null ? 0 : await sweep.CountAsync(), _done + _alreadySent);
            await foreach (var batch in sweep.BatchesAsync(() => RedeliveryPace.BatchFor(options.Rate), cancellationToken))
            {
                var chosen = Choose(await WithoutSentAsync(sweep, batch));
                foreach (var group in chosen.GroupBy(message => options.To ?? message.InputQueue, StringComparer.Ordinal))
                    await RedeliverAsync(sweep, group.Key, [.. group]);
                progress?.Report(_done);

                if (options.Max is { } max && _done >= max)
                    (_reachedMax, Stopped) = (true, $"It stopped at {max}, the most that was asked for.");
                if (Stopped is not null)
                    return;
                if (options.DryRun)
                    continue;

                await PauseAsync(chosen.Count, cancellationToken);
                if (options.StopAfterFailures is { } failures)
                {
                    // They come back at the queue's end, where the sweep sees them last; but the queue gets longer at once.
                    var arrived = await sweep.CountAsync() - (countBefore - (_done + _alreadySent - doneBefore));
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

        // Whatever the filter says: they are gone already, and lie here only because a run was killed.
        async Task<IReadOnlyList<FailedMessage>> WithoutSentAsync(QueueSweep sweep, IReadOnlyList<FailedMessage> batch)
        {
            var sent = ledger is null ? [] : batch.Where(ledger.WasSent).ToList();
            if (sent.Count == 0)
                return batch;
            _alreadySent += sent.Count;
            if (!options.DryRun)
            {
                var left = await sweep.DeleteAsync(sent);
                sent.Where(message => !left.Contains(message.Id)).ToList().ForEach(ledger!.Settle);
            }

            return [.. batch.Except(sent)];
        }

        List<FailedMessage> Choose(IReadOnlyList<FailedMessage> batch)
        {
            var chosen = new List<FailedMessage>(batch.Count);
            foreach (var message in batch.Where(filter.Matches))
            {
                // What this run has sent and is here again would otherwise go round for ever.
                if ((message.Redelivery is { } mark && _marks.Contains(mark.Id)) || (message.MessageId is { } id && _messageIds.Contains(id)))
                    _failedAgain++;
                else if (message.IsPoison && !options.IncludePoison)
                    _poison++;
                else if (options.Max is not { } max || _done + chosen.Count < max)
                    chosen.Add(message);
            }

            return chosen;
        }

        async Task RedeliverAsync(QueueSweep sweep, string destination, IReadOnlyList<FailedMessage> messages)
        {
            var outcomes = options.DryRun
                ? await _destinations.CheckAsync(destination, messages)
                : await _destinations.SendAsync(destination, messages, (message, toFifo) => RedeliveredMessage.Of(message with { Body = body?.Invoke(message) ?? message.Body }, toFifo));
            _problems.AddRange(outcomes.Where(x => x.Problem is not null).Select(x => Problem(x.Item, x.Problem!)));
            FailedMessage[] sent = [.. outcomes.Where(x => x.Problem is null).Select(x => x.Item)];
            Count(destination, sent.Length);
            if (options.DryRun || sent.Length == 0)
                return;
            if (ledger is not null)
                await ledger.NoteAsync(sent);
            foreach (var message in sent)
            {
                _marks.Add(RedeliveryMark.Next(message).Id);
                if (message.MessageId is { } id)
                    _messageIds.Add(id);
            }

            var left = await sweep.DeleteAsync(sent);
            var undeleted = sent.Where(message => left.Contains(message.Id)).ToList();
            ledger?.Keep(undeleted);
            _problems.AddRange(undeleted.Select(message => Problem(message, ledger is null
                ? "It was sent, and SQS did not delete it here: delete it, or it will be sent once more."
                : "It was sent, and SQS did not delete it here; the next redelivery will.")));
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
