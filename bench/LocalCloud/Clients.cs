using System.Diagnostics;

namespace FaceRec.Bench.LocalCloud;

/// <summary>Clients that all do the same at once.</summary>
static class Clients
{
    /// <returns>How often a second they did it together.</returns>
    public static async Task<double> RateAsync(int clients, TimeSpan duration, Func<int, Task> act)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < duration; count++)
                await act(client);
            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
