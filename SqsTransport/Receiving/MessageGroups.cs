namespace MassTransit.AmazonSqsTransport;

/// <summary>
/// Keeps the messages of each FIFO group in order among those that are in memory. After a failure the ones behind the failed message
/// are turned away: SQS holds the group back until the failed one is visible again, and then delivers all of them in order.
/// </summary>
sealed class MessageGroups(int concurrentPerGroup)
{
    readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Takes a place behind the messages of the group that have entered before. Every turn is ended by <see cref="Leave"/>.</summary>
    public Turn Enter(string group)
    {
        lock (_groups)
        {
            if (!_groups.TryGetValue(group, out var found))
                _groups[group] = found = new Group(group);
            var turn = new Turn(found);
            if (found.Running < concurrentPerGroup)
                found.Start(turn);
            else
                found.Waiting.Enqueue(turn);
            return turn;
        }
    }

    public void Leave(Turn turn, bool failed)
    {
        lock (_groups)
        {
            var group = turn.Group;
            turn.Left = true;
            if (!turn.Running)
                return;

            group.Running--;
            if (failed)
            {
                Remove(group);
                while (group.Waiting.TryDequeue(out var behind))
                    behind.TurnAway();
            }

            while (group.Running < concurrentPerGroup && group.Waiting.TryDequeue(out var next))
            {
                if (!next.Left)
                    group.Start(next);
            }

            if (group.Running == 0)
                Remove(group);
        }
    }

    void Remove(Group group)
    {
        if (_groups.TryGetValue(group.Name, out var present) && ReferenceEquals(present, group))
            _groups.Remove(group.Name);
    }

    public sealed class Group(string name)
    {
        public string Name => name;
        public int Running { get; set; }
        public Queue<Turn> Waiting { get; } = new();

        public void Start(Turn turn)
        {
            Running++;
            turn.Start();
        }
    }

    public sealed class Turn(Group group)
    {
        readonly TaskCompletionSource<bool> _mine = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Group Group => group;
        public bool Running { get; private set; }
        public bool Left { get; set; }

        /// <summary>True when it is this message's turn, false when one before it has failed.</summary>
        public Task<bool> Mine => _mine.Task;

        public void Start()
        {
            Running = true;
            _mine.TrySetResult(true);
        }

        public void TurnAway() => _mine.TrySetResult(false);
    }
}
