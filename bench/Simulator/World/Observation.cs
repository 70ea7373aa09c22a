namespace FaceRec.Bench.Simulator;

/// <summary>What a policy sees when it is asked.</summary>
/// <param name="Now">Seconds after the start.</param>
/// <param name="Queue">The counts as SQS tells them; null where it did not answer.</param>
/// <param name="Actual">The counts as they are, for whoever knows everything.</param>
/// <param name="Machines">Instances that boot, work or drain.</param>
/// <param name="Gone">What instances that are gone had finished, and the seconds of it.</param>
/// <param name="Conditions">What the fleet is made of.</param>
public sealed record Observation(double Now, QueueLength? Queue, QueueLength Actual, IReadOnlyList<Machine> Machines, (long Completed, double ServiceSeconds) Gone,
    Conditions Conditions)
{
    /// <summary>Machines that count: those that drain are as good as gone.</summary>
    public IEnumerable<Machine> Capacity => Machines.Where(machine => !machine.IsDraining);

    /// <summary>Mean time of a picture in a slot, from all that were finished; <paramref name="assumed"/> before there were any.</summary>
    public double ServiceSeconds(double assumed)
    {
        var completed = Gone.Completed + Machines.Sum(machine => machine.Completed);
        return completed == 0 ? assumed : (Gone.ServiceSeconds + Machines.Sum(machine => machine.ServiceSeconds)) / completed;
    }
}
