namespace FaceRec.Bench.Scaling;

/// <summary>Pictures that arrive, and what they take.</summary>
/// <param name="Name">For the table.</param>
/// <param name="ArrivalsAt">Pictures that arrive within the second that begins so many seconds after the start.</param>
/// <param name="ServiceSeconds">Time of one picture in one slot.</param>
public sealed record Load(string Name, Func<int, int> ArrivalsAt, double ServiceSeconds)
{
    /// <summary>A hundred pictures at once, and then none.</summary>
    public static Load Burst(double serviceSeconds) => new($"100 at once, {serviceSeconds:0.##} s each", second => second == 0 ? 100 : 0, serviceSeconds);

    /// <summary>A burst every five minutes.</summary>
    public static Load Waves { get; } = new("40 every five minutes, 0.5 s each", second => second % 300 == 0 && second < 1800 ? 40 : 0, 0.5);

    /// <summary>A busy half-hour of 20 a second.</summary>
    public static Load Steady { get; } = new("20 a second for half an hour, 0.15 s each", second => second < 1800 ? 20 : 0, 0.15);
}
