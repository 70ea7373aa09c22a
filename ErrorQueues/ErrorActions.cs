using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Everything that can be done with failed messages, in the name of somebody, each action with its entry in the audit trail.</summary>
/// <param name="store">Where the trail, the archives and the ledger are; null does without a trail, and cannot archive.</param>
/// <param name="by">Who does it.</param>
public sealed class ErrorActions(IAmazonSQS sqs, ErrorStore? store, string by, TimeProvider clock)
{
    readonly AuditTrail? _trail = store is null ? null : new AuditTrail(store, clock);

    /// <summary>Sends messages back to where they failed.</summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public Task<RunResult> RedeliverAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, RedeliveryOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("redeliver", queues, filter, DetailsOf(options), options.DryRun, async () =>
        {
            var ledger = await LedgerAsync(cancellationToken);
            return await new Redelivery(sqs, clock, ledger).RunAsync(queues, filter, options, progress, cancellationToken);
        });

    /// <summary>Lets SQS move all of a dead-letter queue back, unmarked and unfiltered.</summary>
    /// <param name="rate">Messages a second, 1 to 500; null leaves it to SQS.</param>
    public Task<RunResult> RedriveAsync(ErrorQueue queue, string? to, int? rate, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("redrive", [queue], null, DetailsOf(new RedeliveryOptions { To = to, Rate = rate }), false, () => new QueueRedrive(sqs, clock).RunAsync(queue, to, rate, progress, cancellationToken));

    /// <summary>Deletes messages for good.</summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public Task<RunResult> DeleteAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("delete", queues, filter, null, dryRun, () => new Removal(sqs).RunAsync(queues, filter.Matches, dryRun, null, progress, cancellationToken));

    /// <summary>Moves messages from the error queues into S3.</summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public Task<RunResult> ArchiveAsync(string archive, IReadOnlyList<ErrorQueue> queues, MessageFilter filter, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("archive", queues, filter, Named("archive", archive), dryRun, () => Archive.ArchiveAsync(archive, queues, filter, dryRun, progress, cancellationToken));

    /// <summary>Moves an archive's messages back into the error queues in which they were.</summary>
    public Task<RunResult> RestoreAsync(string archive, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("restore", [], null, Named("archive", archive), dryRun, () => Archive.RestoreAsync(archive, dryRun, progress, cancellationToken));

    /// <summary>Writes copies of messages, one JSON object a line.</summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public Task<RunResult> ExportAsync(IReadOnlyList<ErrorQueue> queues, MessageFilter filter, TextWriter file, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("export", queues, filter, null, false, () => new MessageFile(sqs).ExportAsync(queues, filter, file, progress, cancellationToken));

    /// <summary>Puts exported messages into the error queues in which they were, or into another.</summary>
    /// <exception cref="InvalidDataException">A line is not a message; those before it are sent.</exception>
    public Task<RunResult> ImportAsync(TextReader file, string? to, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
        => RecordAsync("import", [], null, to is null ? null : Named("to", to), dryRun, () => new MessageFile(sqs).ImportAsync(file, to, dryRun, progress, cancellationToken));

    /// <summary>Sends one copy of a message with another content and a new id, and deletes the message.</summary>
    /// <exception cref="EditRefusedException">The content does not fit the contract, or there is nothing to edit.</exception>
    public Task<RunResult> EditAsync(FailedMessage message, JsonElement content, MessageContracts contracts, string? to, CancellationToken cancellationToken)
    {
        var edited = MessageEdit.Apply(message, content, contracts);
        return RecordAsync("edit", [message.Queue], null, new() { ["message"] = message.MessageId ?? message.Id, ["becomes"] = $"{MessageEdit.NewId(message)}" }, false, async () =>
        {
            var ledger = await LedgerAsync(cancellationToken);
            var options = new RedeliveryOptions { To = to, Max = 1, IncludePoison = true };
            var result = await new Redelivery(sqs, clock, ledger) { Body = _ => edited }.RunAsync([message.Queue], new MessageFilter { Message = message.Id }, options, null, cancellationToken);
            // One is all there is: nobody asked for a limit.
            return result.ReachedMax ? result with { Stopped = null, ReachedMax = false } : result;
        });
    }

    /// <summary>Deletes what speaks of somebody who is erased, from the queues and the archives, and answers the messages' ids. What it was is not recorded.</summary>
    /// <exception cref="QueueUnusableException">Looking at a queue would change it.</exception>
    public async Task<IReadOnlyList<string>> EraseAsync(IReadOnlyList<ErrorQueue> queues, Func<FailedMessage, bool> refers, CancellationToken cancellationToken)
    {
        var erased = new ConcurrentBag<string>();
        await RecordAsync("erase", queues, null, null, false, async () =>
        {
            var runs = await Task.WhenAll(queues.Select(queue => new Removal(sqs).RunAsync([queue], refers, false, Note, null, cancellationToken)));
            await Archive.EraseAsync(refers, message => Note([message]), cancellationToken);
            return new RunResult(erased.Count, 0, 0, [.. runs.SelectMany(run => run.Problems)]);
        });
        return [.. erased.Order(StringComparer.Ordinal)];

        Task Note(IReadOnlyList<FailedMessage> messages)
        {
            foreach (var message in messages)
                erased.Add(message.MessageId ?? message.Id);
            return Task.CompletedTask;
        }
    }

    MessageArchive Archive => new(sqs, store ?? throw new InvalidOperationException("Archives are in S3, and no bucket is named."));

    async Task<SentLedger?> LedgerAsync(CancellationToken cancellationToken) => store is null ? null : await SentLedger.OpenAsync(store, clock, cancellationToken);

    // What changes nothing leaves no trace.
    Task<RunResult> RecordAsync(string action, IReadOnlyList<ErrorQueue> queues, MessageFilter? filter, Dictionary<string, string>? details, bool dryRun, Func<Task<RunResult>> run)
        => _trail is null || dryRun ? run() : _trail.RecordAsync(new AuditEntry
        {
            Id = Guid.CreateVersion7().ToString("N"),
            At = clock.GetUtcNow(),
            By = by,
            Action = action,
            Queues = [.. queues.Select(queue => queue.Name)],
            Filter = filter,
            Details = details,
        }, run);

    static Dictionary<string, string> Named(string name, string value) => new() { [name] = value };

    static Dictionary<string, string>? DetailsOf(RedeliveryOptions options)
    {
        var details = new Dictionary<string, string>();
        Add("to", options.To);
        Add("rate", options.Rate);
        Add("max", options.Max);
        Add("stopAfterFailures", options.StopAfterFailures);
        Add("force", options.IncludePoison ? true : null);
        return details.Count == 0 ? null : details;

        void Add(string name, object? value)
        {
            if (value is not null)
                details[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        }
    }
}
