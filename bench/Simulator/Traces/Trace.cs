namespace FaceRec.Bench.Simulator;

/// <summary>The pictures that a simulation sends, and how.</summary>
/// <param name="Name">For tables and file names.</param>
/// <param name="Arrivals">In order of time. Of a closed loop only the service times count.</param>
/// <param name="Seconds">How long the simulation runs.</param>
/// <param name="Clients">Clients of a closed loop, each sending its next picture when it has its answer; 0 = pictures come when they come.</param>
public sealed record Trace(string Name, IReadOnlyList<Arrival> Arrivals, double Seconds, int Clients = 0)
{
    /// <summary>Whether all pictures of the trace must be there before any is answered to know when the last one comes.</summary>
    public bool IsClosedLoop => Clients > 0;

    /// <summary>Slot-seconds of all pictures that come from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public double WorkBetween(double from, double to)
    {
        var work = 0.0;
        for (var i = FirstAt(from); i < Arrivals.Count && Arrivals[i].At < to; i++)
            work += Arrivals[i].ServiceSeconds;
        return work;
    }

    int FirstAt(double at)
    {
        var (low, high) = (0, Arrivals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Arrivals[middle].At < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
