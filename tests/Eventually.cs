using System.Diagnostics;

namespace FaceRec.Tests;

/// <summary>Polls until something is so, or fails at the deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static async Task<T> GetAsync<T>(Func<Task<T>> read, Func<T, bool> accept, TimeSpan? deadline = null)
    {
        var limit = deadline ?? TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Step);
        while (true)
        {
            var value = await read();
            if (accept(value))
                return value;
            Assert.True(watch.Elapsed < limit, $"Not so within {limit.TotalSeconds:0.#} s; last seen: {value}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> accept, TimeSpan? deadline = null) =>
        GetAsync(() => Task.FromResult(accept()), value => value, deadline);

    public static Task TrueAsync(Func<Task<bool>> accept, TimeSpan? deadline = null) => GetAsync(accept, value => value, deadline);
}
