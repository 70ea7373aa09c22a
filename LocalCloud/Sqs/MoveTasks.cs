namespace FaceRec.LocalCloud.Sqs;

/// <summary>Moves the messages of dead-letter queues back, at the rate asked for.</summary>
internal sealed class MoveTasks(QueueDirectory queues, IQueueJournal journal, TimeProvider clock) : IAsyncDisposable
{
    private const int MaxPerSecond = 500;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly List<MoveTask> _tasks = [];

    public MoveTask Start(string sourceArn, string? destinationArn, int? perSecond)
    {
        if (perSecond is < 1 or > MaxPerSecond)
            throw SqsErrors.OutOfRange("MaxNumberOfMessagesPerSecond", perSecond.Value, 1, MaxPerSecond);
        var source = Find(sourceArn);
        if (queues.SourcesOf(source).Count == 0)
            throw SqsErrors.InvalidParameterValue("Source queue must be configured as a Dead Letter Queue.");
        var destination = destinationArn is null ? null : Find(destinationArn);
        lock (_gate)
        {
            if (_tasks.Any(task => task.Source == source && !task.Running.IsCompleted))
                throw SqsErrors.UnsupportedOperation("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
            var task = new MoveTask(source, destination, perSecond, clock.GetUtcNow());
            _tasks.Insert(0, task);
            task.Running = Task.Run(() => RunAsync(task));
            return task;
        }
    }

    /// <summary>The tasks of a queue, the last one first.</summary>
    public IReadOnlyList<MoveTask> List(string sourceArn, int max)
    {
        var source = Find(sourceArn);
        lock (_gate)
            return [.. _tasks.Where(task => task.Source == source).Take(max)];
    }

    public MoveTask Cancel(string handle)
    {
        lock (_gate)
        {
            var task = _tasks.Find(task => task.Handle == handle) ?? throw SqsErrors.ResourceNotFound("Task does not exist.");
            if (task.Running.IsCompleted)
                throw SqsErrors.UnsupportedOperation("Only active tasks can be cancelled.");
            task.Cancel();
            return task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<MoveTask> running;
        lock (_gate)
            running = [.. _tasks.Where(task => !task.Running.IsCompleted)];
        running.ForEach(task => task.Cancel());
        await Task.WhenAll(running.Select(task => task.Running));
    }

    private async Task RunAsync(MoveTask task)
    {
        using var timer = new PeriodicTimer(Step, clock);
        var started = clock.GetUtcNow();
        try
        {
            while (task.Moved < task.ToMove)
            {
                task.Cancelled.ThrowIfCancellationRequested();
                var allowed = task.PerSecond is { } rate
                    ? (long)Math.Ceiling((clock.GetUtcNow() - started + Step).TotalSeconds * rate) - task.Moved
                    : MaxPerSecond;
                var moved = Move(task, (int)Math.Min(allowed, task.ToMove - task.Moved));
                await journal.FlushAsync();
                if (allowed > 0 && moved == 0)
                    break;
                if (task.PerSecond is not null && task.Moved < task.ToMove)
                    await timer.WaitForNextTickAsync(task.Cancelled);
            }

            task.Status = "COMPLETED";
        }
        catch (OperationCanceledException) when (task.Cancelled.IsCancellationRequested)
        {
            task.Status = "CANCELLED";
        }
        catch (AwsError error)
        {
            // A queue was deleted meanwhile, or a message has no home any more.
            task.Status = "FAILED";
            task.FailureReason = error.QueryCode;
        }
    }

    private int Move(MoveTask task, int max)
    {
        if (max <= 0)
            return 0;
        var messages = task.Source.Drain(max);
        foreach (var message in messages)
        {
            var target = task.Destination ?? (message.SourceArn is { } home ? queues.FindByArn(home) : null);
            (target ?? task.Source).Accept(message, target is null ? message.SourceArn : null);
            task.Source.Drained(message);
            if (target is null)
                throw new AwsError("CouldNotDetermineMessageSource", "The queue from which the message came is not known.");
            task.Moved++;
        }

        return messages.Count;
    }

    private SqsQueue Find(string arn) =>
        queues.FindByArn(arn) ?? throw SqsErrors.ResourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
}
