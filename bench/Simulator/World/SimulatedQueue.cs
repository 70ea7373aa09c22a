namespace FaceRec.Bench.Simulator;

/// <summary>The recognition queue and the workers' slots: hands pictures to free slots and keeps what its counts were.</summary>
internal sealed class SimulatedQueue(EventQueue events, Conditions conditions, Random random, Tally tally)
{
    // Machines with a free slot, in no order: SQS gives a message to whichever poller it likes.
    readonly List<Machine> _free = [];
    readonly Queue<Job> _visible = new();
    readonly Queue<(double At, QueueLength Length)> _past = new();
    int _inFlight;
    int _delayed;

    /// <summary>Called with a picture whose client has its answer.</summary>
    public Action Answered { get; set; } = () => { };

    /// <summary>The counts as they are.</summary>
    public QueueLength Length => new(_visible.Count, _inFlight, _delayed);

    /// <summary>The counts as SQS tells them, which is how they were a while ago.</summary>
    public QueueLength Told => _past.Peek().Length;

    public void Remember()
    {
        _past.Enqueue((events.Now, Length));
        while (_past.Count > 1 && _past.ElementAt(1).At <= events.Now - conditions.MetricLagSeconds)
            _past.Dequeue();
    }

    public void Send(Job job)
    {
        if (_free.Count > 0)
            Begin(job, _free[random.Next(_free.Count)]);
        else
            _visible.Enqueue(job);
    }

    /// <summary>The machine takes messages now.</summary>
    public void Open(Machine machine)
    {
        Offer(machine);
        while (machine.FreeIndex >= 0 && _visible.TryDequeue(out var job))
            Begin(job, machine);
    }

    /// <summary>The machine takes no more.</summary>
    public void Close(Machine machine) => Withdraw(machine);

    /// <summary>The machine is gone; what it had comes again when its time to finish it is over.</summary>
    /// <returns>How many pictures that were.</returns>
    public int Abandon(Machine machine)
    {
        Withdraw(machine);
        var lost = machine.InHand.ToList();
        machine.InHand.Clear();
        foreach (var job in lost)
        {
            events.After(random.NextDouble() * conditions.VisibilitySeconds, () =>
            {
                _inFlight--;
                Send(job);
            });
        }

        return lost.Count;
    }

    void Begin(Job job, Machine machine)
    {
        _inFlight++;
        machine.InHand.Add(job);
        if (machine.Busy == conditions.Slots)
            Withdraw(machine);
        events.After(job.ServiceSeconds, () => Finish(job, machine));
    }

    void Finish(Job job, Machine machine)
    {
        // Gone meanwhile, and the picture with it.
        if (!machine.InHand.Remove(job))
            return;
        _inFlight--;
        machine.Completed++;
        machine.ServiceSeconds += job.ServiceSeconds;
        machine.IdleSince = events.Now;
        if (job.IsPoison && ++job.Failures < conditions.Attempts)
            Delay(job);
        else
            Answer(job);

        if (machine.IsDraining)
            return;
        if (_visible.TryDequeue(out var next))
            Begin(next, machine);
        else
            Offer(machine);
    }

    void Delay(Job job)
    {
        _delayed++;
        events.After(conditions.RetrySeconds, () =>
        {
            _delayed--;
            Send(job);
        });
    }

    void Answer(Job job)
    {
        tally.Answered(events.Now - job.SentAt, job.IsPoison);
        Answered();
    }

    void Offer(Machine machine)
    {
        if (machine.FreeIndex >= 0)
            return;
        machine.FreeIndex = _free.Count;
        _free.Add(machine);
    }

    void Withdraw(Machine machine)
    {
        if (machine.FreeIndex < 0)
            return;
        var last = _free[^1];
        _free[machine.FreeIndex] = last;
        last.FreeIndex = machine.FreeIndex;
        _free.RemoveAt(_free.Count - 1);
        machine.FreeIndex = -1;
    }
}
