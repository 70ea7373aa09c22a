using System.Collections.Immutable;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The queues of the account by name.</summary>
/// <param name="cooldown">How long the name of a deleted queue stays taken; AWS says 60 seconds.</param>
internal sealed class QueueDirectory(TimeProvider clock, IQueueJournal journal, TimeSpan cooldown)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SqsQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _deleted = new(StringComparer.Ordinal);

    public SqsQueue Create(string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags)
    {
        SqsNames.Check(name);
        lock (_gate)
        {
            if (_queues.TryGetValue(name, out var existing))
                return existing.Attributes.FirstDifference(attributes) is { } different ? throw SqsErrors.QueueNameExists(different) : existing;
            var now = clock.GetUtcNow();
            if (_deleted.TryGetValue(name, out var deleted) && now - deleted < cooldown)
                throw SqsErrors.QueueDeletedRecently();
            var valid = QueueAttributes.Create(name, attributes);
            CheckRedrive(valid);
            _deleted.Remove(name);
            var record = new QueueRecord(
                name, Guid.NewGuid().ToString("N"), now, now, valid.Values, tags.ToImmutableSortedDictionary(StringComparer.Ordinal));
            journal.QueueWritten(record, 0);
            return _queues[name] = new SqsQueue(record, valid, clock, journal);
        }
    }

    public void Configure(SqsQueue queue, IReadOnlyDictionary<string, string> changes)
    {
        CheckRedrive(queue.Attributes.With(changes));
        queue.Configure(changes);
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            if (!_queues.Remove(name, out var queue))
                throw SqsErrors.QueueDoesNotExist();
            _deleted[name] = clock.GetUtcNow();
            queue.Close();
        }
    }

    public SqsQueue? Find(string name)
    {
        lock (_gate)
            return _queues.GetValueOrDefault(name);
    }

    /// <summary>The queue that a request names by its URL.</summary>
    public SqsQueue Find(SqsCall call) => Find(SqsNames.FromUrl(call.Parameters.RequiredText("QueueUrl"))) ?? throw SqsErrors.QueueDoesNotExist();

    public SqsQueue? FindByArn(string arn) => SqsNames.FromArn(arn) is { } name ? Find(name) : null;

    /// <summary>All queues, by name.</summary>
    public IReadOnlyList<SqsQueue> List()
    {
        lock (_gate)
            return [.. _queues.Values];
    }

    /// <summary>The queues whose redrive policy points at this one.</summary>
    public IReadOnlyList<SqsQueue> SourcesOf(SqsQueue deadLetterQueue) =>
        [.. List().Where(queue => queue.Attributes.Redrive?.TargetArn == deadLetterQueue.Arn)];

    /// <summary>Puts messages into the dead-letter queue; while that is missing they stay where they were.</summary>
    public void Bury(SqsQueue source, IReadOnlyList<SqsMessage> dead)
    {
        if (dead.Count == 0)
            return;
        var target = source.Attributes.Redrive is { } redrive ? FindByArn(redrive.TargetArn) : null;
        foreach (var message in dead)
        {
            (target ?? source).Accept(message, target is null ? message.SourceArn : source.Arn);
            source.Drained(message);
        }
    }

    /// <summary>Puts queues back that a journal remembers.</summary>
    public void Restore(IEnumerable<JournaledQueue> journaled)
    {
        lock (_gate)
        {
            foreach (var remembered in journaled)
            {
                var record = remembered.Record;
                var queue = new SqsQueue(record, QueueAttributes.Create(record.Name, record.Attributes), clock, journal);
                queue.Restore(remembered);
                _queues[record.Name] = queue;
            }
        }
    }

    private void CheckRedrive(QueueAttributes attributes)
    {
        if (attributes.Redrive is not { } redrive)
            return;
        if (FindByArn(redrive.TargetArn) is not { } target)
        {
            throw SqsErrors.InvalidParameterValue(
                $"Value {attributes.Values["RedrivePolicy"]} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.");
        }

        if (target.Attributes.IsFifo != attributes.IsFifo)
        {
            throw SqsErrors.InvalidParameterValue(
                $"Value {attributes.Values["RedrivePolicy"]} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source.");
        }
    }
}
