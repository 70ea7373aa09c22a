using System.Diagnostics;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Bench;

/// <summary>Eight threads over mixed pictures, damaged ones among them, for as long as one likes: no crash, and no growth of memory.</summary>
internal static class SoakBench
{
    private const int Threads = 8;

    public static void Run(string folder, TimeSpan duration)
    {
        var pictures = Pictures.Take(folder, 400).Select(File.ReadAllBytes).ToList();
        pictures.AddRange(pictures.Take(20).Select(picture => picture[..(picture.Length / 2)]).ToList());
        using var engine = new FaceEngine(new EngineOptions());
        long done = 0, refused = 0;
        using var end = new CancellationTokenSource(duration);
        var workers = Enumerable.Range(0, Threads).Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            while (!end.IsCancellationRequested)
            {
                if (engine.TryAnalyze(pictures[random.Next(pictures.Count)], embed: true, out _) is null)
                    Interlocked.Increment(ref refused);
                Interlocked.Increment(ref done);
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        var watch = Stopwatch.StartNew();
        for (var part = 1; part <= 10; part++)
        {
            end.Token.WaitHandle.WaitOne(duration * part / 10 - watch.Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero);
            using var self = Process.GetCurrentProcess();
            Console.WriteLine($"{watch.Elapsed.TotalSeconds,6:F0} s: {Interlocked.Read(ref done),8:N0} pictures, {Interlocked.Read(ref refused),6:N0} refused, {self.WorkingSet64 / 1e6,6:N0} MB in memory, {GC.GetTotalMemory(true) / 1e6,5:N0} MB live, {self.Threads.Count} threads");
        }
        workers.ForEach(worker => worker.Join());
    }
}
