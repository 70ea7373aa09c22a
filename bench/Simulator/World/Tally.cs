namespace FaceRec.Bench.Simulator;

/// <summary>Counts what happens in a simulation.</summary>
internal sealed class Tally(double requestTimeoutSeconds)
{
    // A launch so soon after a removal was a removal too many.
    const double RegretSeconds = 300;

    readonly List<double> _latencies = [];
    double _removedAt = double.NegativeInfinity;
    double _billed;
    int _peak;
    int _killed;
    int _poison;
    int _regretted;

    /// <summary>Pictures that instances finished which are gone, and the time that those took.</summary>
    public (long Completed, double ServiceSeconds) OfGone { get; private set; }

    public void Answered(double seconds, bool isPoison)
    {
        if (isPoison)
            _poison++;
        else
            _latencies.Add(seconds);
    }

    public void Launched(double at)
    {
        if (at - _removedAt >= RegretSeconds)
            return;
        _regretted++;
        _removedAt = double.NegativeInfinity;
    }

    public void Removed(double at) => _removedAt = at;

    public void Fleet(int size) => _peak = Math.Max(_peak, size);

    public void Billed(double seconds) => _billed += seconds;

    public void Killed(int pictures) => _killed += pictures;

    public void Gone(Machine machine) => OfGone = (OfGone.Completed + machine.Completed, OfGone.ServiceSeconds + machine.ServiceSeconds);

    public Outcome Outcome(int left)
    {
        _latencies.Sort();
        return new Outcome(_billed, _peak, left, _latencies.Count, _poison, Percentile(0.50), Percentile(0.95), Percentile(0.99),
            _latencies.Count(seconds => seconds > requestTimeoutSeconds), _killed, _regretted);
    }

    double Percentile(double share) => _latencies.Count == 0 ? 0 : _latencies[Math.Min(_latencies.Count - 1, (int)(share * _latencies.Count))];
}
