using System.Globalization;

namespace FaceRec.Bench.LocalCloud;

/// <summary>The figures of several rounds.</summary>
sealed class Rounds
{
    readonly Dictionary<string, List<double>> _figures = [];

    public void Note(string name, double value)
    {
        if (!_figures.TryGetValue(name, out var values))
            _figures[name] = values = [];
        values.Add(value);
    }

    public void Print(string name) => Print(name, _figures[name]);

    /// <summary>Prints one figure divided by another, round by round.</summary>
    public void PrintRatio(string name, string other) =>
        Print($"{name} / {other}", [.. _figures[name].Zip(_figures[other], (a, b) => a / b)]);

    public void PrintAll()
    {
        foreach (var name in _figures.Keys)
            Print(name);
    }

    static void Print(string name, List<double> values)
    {
        var sorted = values.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-56} {sorted[sorted.Count / 2],10:0.00}   ({sorted[0]:0.00} to {sorted[^1]:0.00})"));
    }
}
