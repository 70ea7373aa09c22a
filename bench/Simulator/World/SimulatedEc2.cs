namespace FaceRec.Bench.Simulator;

/// <summary>EC2: launches that take their time or fail, room that ends, instances that die, and the bill.</summary>
internal sealed class SimulatedEc2(EventQueue events, SimulatedQueue queue, Conditions conditions, Random random, Tally tally)
{
    readonly List<Machine> _machines = [];
    int _launched;

    /// <summary>Instances that run or boot.</summary>
    public IReadOnlyList<Machine> Machines => _machines;

    /// <summary>Launches as many as there is room for, unless the call fails.</summary>
    public void Launch(int count)
    {
        if (count <= 0 || random.NextDouble() < conditions.LaunchFailureRate)
            return;
        for (var i = 0; i < count && _machines.Count < conditions.Capacity; i++)
        {
            var machine = new Machine(_launched++, events.Now);
            _machines.Add(machine);
            events.After(conditions.BootSeconds * Math.Exp(conditions.BootSigma * random.NextGaussian()), () => Ready(machine));
            tally.Launched(events.Now);
        }

        tally.Fleet(_machines.Count);
    }

    /// <summary>The machine takes no more messages, and goes when it has none left or its grace is over.</summary>
    public void Drain(Machine machine, double graceSeconds)
    {
        if (machine.IsDraining || machine.IsGone)
            return;
        machine.IsDraining = true;
        tally.Removed(events.Now);
        queue.Close(machine);
        var deadline = events.Now + graceSeconds;
        WaitForEnd();

        void WaitForEnd()
        {
            if (machine.IsGone)
                return;
            if (machine.Busy > 0 && events.Now < deadline)
            {
                events.At(Math.Min(events.Now + 1, deadline), WaitForEnd);
                return;
            }

            tally.Killed(End(machine));
        }
    }

    public void EndAll()
    {
        while (_machines.Count > 0)
            End(_machines[^1]);
    }

    void Ready(Machine machine)
    {
        if (machine.IsGone)
            return;
        machine.IsReady = true;
        machine.ReadyAt = machine.IdleSince = events.Now;
        if (conditions.DeathsPerInstanceHour > 0)
            events.After(random.NextExponential(3600 / conditions.DeathsPerInstanceHour), () => End(machine));
        if (!machine.IsDraining)
            queue.Open(machine);
    }

    int End(Machine machine)
    {
        if (machine.IsGone)
            return 0;
        machine.IsGone = true;
        _machines.Remove(machine);
        tally.Billed(Math.Max(conditions.LeastBilledSeconds, events.Now - machine.LaunchedAt));
        tally.Gone(machine);
        return queue.Abandon(machine);
    }
}
