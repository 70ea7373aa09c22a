namespace FaceRec.Bench.Simulator;

/// <summary>Times of one picture in one slot: log-normal, 0.5 s on average, half as much again at one standard deviation.</summary>
public sealed class ServiceTimes(int seed)
{
    const double MeanSeconds = 0.5;
    const double Sigma = 0.45;

    readonly Random _random = new(seed + 100);

    public double Next() => MeanSeconds * Math.Exp(Sigma * _random.NextGaussian() - Sigma * Sigma / 2);
}
