using FaceRec.Autoscaler;
using FaceRec.Messages;

namespace FaceRec.Bench.Scaling;

/// <summary>
/// An hour of a fleet, second by second: pictures arrive, instances boot and work, and every measurement goes to the product's own
/// <see cref="ScalingPolicy"/>. EC2 and SQS are as they are at their best: every launch succeeds and no count lags.
/// </summary>
public static class Simulation
{
    const int Seconds = 3600;
    const int Slots = 2;

    // From RunInstances to a worker that takes messages, on a small Linux image.
    const int BootSeconds = 40;

    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Outcome Run(Load load, AutoscalerOptions options)
    {
        var (waiting, fleet, answered) = (new Queue<int>(), new List<Machine>(), new List<double>());
        var targets = new List<(DateTimeOffset At, int Wanted)>();
        var demand = new DemandEstimator(options);
        var (peak, cost, launched, completed) = (0, 0, 0, 0L);
        for (var second = 0; second < Seconds; second++)
        {
            for (var i = load.ArrivalsAt(second); i > 0; i--)
                waiting.Enqueue(second);
            foreach (var machine in fleet.Where(machine => second >= machine.ReadyAt))
            {
                machine.Work(second, load.ServiceSeconds, waiting, answered);
                completed = answered.Count;
            }

            fleet.RemoveAll(machine => machine.Drains && machine.Busy == 0);
            if (second % (int)options.CheckInterval.TotalSeconds == 0)
                Decide(second);
            peak = Math.Max(peak, fleet.Count);
            cost += fleet.Count;
        }

        var times = answered.Order().ToList();
        return new Outcome(peak, cost, fleet.Count, times.Count, times[times.Count / 2], times[^1]);

        void Decide(int second)
        {
            var now = Start.AddSeconds(second);
            var counts = new QueueCounts(waiting.Count, fleet.Sum(machine => machine.Busy), 0);
            // One report that stands for all workers: the estimator adds them up.
            var report = new WorkerReported
            {
                InstanceId = "all", State = WorkerState.Ready, Slots = Slots, Busy = counts.InFlight, Completed = completed,
                ServiceSeconds = completed * load.ServiceSeconds, StartedAt = Start, ReportedAt = now,
            };
            var measured = new QueueMeasured { Queue = "simulated", MeasuredAt = now, Counts = counts };
            var current = demand.Add(counts, completed > 0 ? [report] : [], now);
            var decision = ScalingPolicy.Decide(new ScalingSituation(measured, [.. fleet.Select(machine => machine.Describe(now, second))], current, targets, now), options);
            targets.RemoveAll(target => now - target.At > options.StableWindow);
            targets.Add((now, decision.Wanted!.Value));
            for (var i = 0; i < decision.Add; i++)
                fleet.Add(new Machine($"i-{launched++}", second));
            foreach (var id in decision.Drain)
                fleet.Single(machine => machine.Id == id).Drains = true;
        }
    }

    sealed class Machine(string id, int launchedAt)
    {
        readonly double[] _freeAt = new double[Slots];
        int _second;

        public string Id => id;
        public int ReadyAt => launchedAt + BootSeconds;
        public bool Drains { get; set; }
        public int Busy => _freeAt.Count(free => free > _second + 1);

        public void Work(int second, double serviceSeconds, Queue<int> waiting, List<double> answered)
        {
            _second = second;
            for (var slot = 0; slot < Slots && !Drains; slot++)
            {
                _freeAt[slot] = Math.Max(_freeAt[slot], second);
                while (_freeAt[slot] < second + 1 && waiting.TryDequeue(out var arrived))
                {
                    _freeAt[slot] += serviceSeconds;
                    answered.Add(_freeAt[slot] - arrived);
                }
            }
        }

        public FleetInstance Describe(DateTimeOffset now, int second) => new(id,
            Drains ? InstancePhase.Draining : second >= ReadyAt ? InstancePhase.Ready : InstancePhase.Booting, Start.AddSeconds(launchedAt),
            second < ReadyAt ? null : new WorkerReported
            {
                InstanceId = id, State = WorkerState.Ready, Slots = Slots, Busy = Busy, Completed = 0, ServiceSeconds = 0, StartedAt = Start.AddSeconds(ReadyAt), ReportedAt = now,
            });
    }
}
