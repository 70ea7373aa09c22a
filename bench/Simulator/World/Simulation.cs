namespace FaceRec.Bench.Simulator;

/// <summary>One policy on one trace, event by event.</summary>
public static class Simulation
{
    /// <summary>Runs the trace to its end. The same seed gives the same outcome.</summary>
    public static Outcome Run(Trace trace, IFleetPolicy policy, Conditions conditions, int seed)
    {
        var events = new EventQueue();
        var random = new Random(seed);
        var tally = new Tally(conditions.RequestTimeoutSeconds);
        var queue = new SimulatedQueue(events, conditions, random, tally);
        var ec2 = new SimulatedEc2(events, queue, conditions, random, tally);

        events.Every(1, queue.Remember);
        events.Every(policy.IntervalSeconds, () =>
        {
            var told = random.NextDouble() < conditions.MeasurementFailureRate ? (QueueLength?)null : queue.Told;
            var action = policy.Decide(new Observation(events.Now, told, queue.Length, ec2.Machines, tally.OfGone, conditions));
            foreach (var machine in action.Remove)
                ec2.Drain(machine, action.GraceSeconds);
            ec2.Launch(Math.Min(action.Launch, conditions.MaxInstances - ec2.Machines.Count));
        });
        Send(trace, events, queue);
        events.RunUntil(trace.Seconds);

        var left = ec2.Machines.Count;
        ec2.EndAll();
        return tally.Outcome(left);
    }

    static void Send(Trace trace, EventQueue events, SimulatedQueue queue)
    {
        var next = 0;
        if (trace.IsClosedLoop)
        {
            queue.Answered = SendNext;
            events.At(trace.Arrivals[0].At, () =>
            {
                for (var i = 0; i < trace.Clients; i++)
                    SendNext();
            });
        }
        else
        {
            Plan();
        }

        void SendNext()
        {
            if (next < trace.Arrivals.Count)
                queue.Send(new Job(trace.Arrivals[next++], events.Now));
        }

        void Plan()
        {
            if (next >= trace.Arrivals.Count)
                return;
            events.At(trace.Arrivals[next].At, () =>
            {
                SendNext();
                Plan();
            });
        }
    }
}
