using System.Diagnostics;

namespace FaceRec.Recognition.Bench;

internal static class Timing
{
    /// <summary>The median of several runs, after one that does not count.</summary>
    public static double MedianMilliseconds(int runs, Action run)
    {
        run();
        var times = new List<double>(runs);
        for (var i = 0; i < runs; i++)
        {
            var watch = Stopwatch.StartNew();
            run();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return Median(times);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
