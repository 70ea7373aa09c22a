using System.Diagnostics;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Bench;

/// <summary>How much of the engine's time is spent in the networks, which are ONNX Runtime's: the rest is ours.</summary>
internal static class SpeedBench
{
    private const int Rounds = 3;

    public static void Run(string folder, int count)
    {
        var pictures = Bench.Pictures.Take(folder, count).Select(File.ReadAllBytes).ToList();
        using var engine = new FaceEngine(new EngineOptions());
        Round(engine, pictures, 1);
        foreach (var threads in new[] { 1, 2 })
        {
            for (var round = 0; round < Rounds; round++)
                Console.WriteLine(Round(engine, pictures, threads));
        }
    }

    private static string Round(FaceEngine engine, List<byte[]> pictures, int threads)
    {
        var (network, faces, next) = (engine.NetworkTime, 0, -1);
        var (allocated, cpu, watch) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (Interlocked.Increment(ref next) is var i && i < pictures.Count)
                Interlocked.Add(ref faces, engine.TryAnalyze(pictures[i], embed: true, out var _)?.Faces.Count ?? 0);
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        var elapsed = watch.Elapsed;
        var inNetworks = engine.NetworkTime - network;
        return $"{threads} thread(s): {pictures.Count / elapsed.TotalSeconds:F1} pictures/s, {faces} faces, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / pictures.Count:F1} ms of processor a picture, "
            + $"networks {inNetworks / (elapsed * threads):P1} of the time, {(GC.GetTotalAllocatedBytes() - allocated) / 1024 / pictures.Count:N0} KB allocated a picture";
    }
}
