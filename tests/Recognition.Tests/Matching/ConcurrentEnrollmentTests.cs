using System.Collections.Concurrent;
using System.Globalization;

namespace FaceRec.Recognition.Tests.Matching;

/// <summary>
/// Eight workers take enrolments from one queue and are killed in between; a killed worker's message comes back and another
/// process takes it. FACEREC_ENROLMENTS sets how many there are.
/// </summary>
public sealed class ConcurrentEnrollmentTests(EngineFixture fixture) : IDisposable
{
    private const int Workers = 8;

    private readonly MemoryS3 _s3 = new();
    private readonly AsyncLocal<Process?> _process = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Enrolments => int.Parse(Environment.GetEnvironmentVariable("FACEREC_ENROLMENTS") ?? "200", CultureInfo.InvariantCulture);

    public void Dispose() => _s3.Dispose();

    [Fact]
    public async Task No_enrolment_is_lost_and_none_is_there_twice()
    {
        var queue = new ConcurrentQueue<int>(Enumerable.Range(0, Enrolments));
        var kills = 0;
        // The process that makes a call knows when it is to die: before the call, or after it when the answer is lost.
        _s3.Before = (_, _) => _process.Value?.CountDown();
        _s3.After = (_, _) => _process.Value?.CountDown();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(async seed =>
        {
            var random = new Random(seed);
            while (queue.TryDequeue(out var number))
            {
                var worker = new GalleryWorker(fixture.Engine, _s3);
                _process.Value = null;
                await worker.Gallery.FollowAsync(GalleryWorker.Collection, Cancel);
                _process.Value = new Process(random.Next(20, 200));
                try
                {
                    for (var next = true; next; next = queue.TryDequeue(out number))
                        await worker.EnrollAsync(number, Cancel);
                }
                catch (ProcessKilledException)
                {
                    Interlocked.Increment(ref kills);
                    queue.Enqueue(number);
                }
            }
        }));
        (_s3.Before, _s3.After) = (null, null);

        var view = await new GalleryWorker(fixture.Engine, _s3).Store.GetAsync(GalleryWorker.Collection, Cancel);
        Assert.True(kills > 0);
        Assert.Equal(Enrolments, view.FaceCount);
        Assert.Equal(Enumerable.Range(0, Enrolments).Select(number => $"Person {number % 100}").Distinct().Order(StringComparer.Ordinal), view.People.Select(person => person.Name));
        var survivor = new GalleryWorker(fixture.Engine, _s3);
        for (var number = 0; number < Enrolments; number++)
        {
            var (person, similarity) = await survivor.RecognizeAsync(number, Cancel);
            Assert.Equal($"Person {number % 100}", person);
            Assert.Equal(1, similarity, 1e-4f);
        }
    }

    [Fact]
    public async Task What_killed_workers_left_behind_is_swept_after_a_day_and_nothing_else()
    {
        var worker = new GalleryWorker(fixture.Engine, _s3);
        await worker.EnrollAsync(1, Cancel);
        _s3.Before = (operation, name) =>
        {
            if (operation == "PutObject" && name.Contains("/journal/", StringComparison.Ordinal))
                throw new ProcessKilledException();
        };
        await Assert.ThrowsAsync<ProcessKilledException>(() => worker.EnrollAsync(2, Cancel));
        _s3.Before = null;
        Assert.Equal(6, FaceObjects());

        _s3.Modified = DateTime.UtcNow.AddHours(-23);
        Assert.Equal(0, await worker.Store.Orphans.SweepAsync(GalleryWorker.Collection, Cancel));
        _s3.Modified = DateTime.UtcNow.AddHours(-25);
        Assert.Equal(3, await worker.Store.Orphans.SweepAsync(GalleryWorker.Collection, Cancel));

        Assert.Equal(3, FaceObjects());
        Assert.Equal("Person 1", (await new GalleryWorker(fixture.Engine, _s3).RecognizeAsync(1, Cancel)).Person);
    }

    private int FaceObjects() => _s3.Names().Count(name => name.Contains("/faces/", StringComparison.Ordinal));

    private sealed class Process(int callsToLive)
    {
        private int _left = callsToLive;

        public void CountDown()
        {
            if (Interlocked.Decrement(ref _left) <= 0)
                throw new ProcessKilledException();
        }
    }

    private sealed class ProcessKilledException : Exception;
}
