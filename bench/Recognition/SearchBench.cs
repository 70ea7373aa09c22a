using System.Numerics.Tensors;
using FaceRec.Recognition.Matching;

namespace FaceRec.Recognition.Bench;

/// <summary>One search in a large gallery, beside the time that reading its memory takes.</summary>
internal static class SearchBench
{
    private const int Runs = 15;
    private const int Count = 64;

    public static void Run(int faces)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = FaceIndex.Create(RandomFaces.Length, [.. Enumerable.Range(0, faces).Select(i => $"{i:x32}")], i => RandomFaces.Embedding(i).Span);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var probes = Enumerable.Range(0, Runs + 1).Select(i => RandomFaces.Embedding(-1 - i).ToArray()).ToArray();

        var lost = probes.Count(probe =>
            !index.FindExactly(probe, Count).InOrder().Select(found => found.Value).SequenceEqual(index.FindClosest(probe, Count).Select(found => found.Similarity)));
        var turn = 0;
        var exact = Timing.MedianMilliseconds(Runs, () => index.FindExactly(probes[turn++ % probes.Length], Count));
        var quick = Timing.MedianMilliseconds(Runs, () => index.FindClosest(probes[turn++ % probes.Length], Count));
        var (one, all) = (Bandwidth(1), Bandwidth(Environment.ProcessorCount));
        var (coarseBytes, exactBytes) = ((double)faces * RandomFaces.Length, 4.0 * faces * RandomFaces.Length);

        Console.WriteLine($"{faces:N0} faces of {RandomFaces.Length} numbers, {Environment.ProcessorCount} cores: {memory / 1e9:F2} GB with their ids; searches that lost a row of the best {Count}: {lost} of {probes.Length}");
        Console.WriteLine($"memory is read at {one:F1} GB/s by one core, {all:F1} GB/s by all");
        Console.WriteLine($"every row in full, one core:     {exact:F1} ms = {exactBytes / exact / 1e6:F1} GB/s, {exactBytes / exact / 1e6 / one:P0} of the memory's speed");
        Console.WriteLine($"8 bits first, then the best:     {quick:F1} ms = {coarseBytes / quick / 1e6:F1} GB/s, {coarseBytes / quick / 1e6 / all:P0} of the memory's speed");
    }

    // Adding up an array that no cache holds.
    private static double Bandwidth(int threads)
    {
        var blocks = Enumerable.Range(0, 256).Select(_ => new float[1 << 20]).ToArray();
        Parallel.ForEach(blocks, block => Array.Fill(block, 1));
        var milliseconds = Timing.MedianMilliseconds(5, () => Parallel.For(0, threads, part =>
        {
            for (var i = part; i < blocks.Length; i += threads)
                TensorPrimitives.Sum<float>(blocks[i]);
        }));
        return blocks.Length * 4.0 * (1 << 20) / milliseconds / 1e6;
    }
}
