using System.Diagnostics;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Onnx;

namespace FaceRec.Recognition.Bench;

/// <summary>
/// The networks of the engine run alone, in turn with it and as often as it runs them, on inputs of the same shapes: what
/// they take by themselves, whatever the engine's own clock counts as theirs.
/// </summary>
internal static class BareBench
{
    private const int Rounds = 4;
    // Both sides of the input that the detector gets for a picture of LFW.
    private const int Look = 320;

    public static void Run(string folder, int count)
    {
        var pictures = Bench.Pictures.Take(folder, count).Select(File.ReadAllBytes).ToList();
        using var engine = new FaceEngine(new EngineOptions());
        var manifest = engine.Manifest;
        var (detector, landmarks, embedder) = (manifest.Detector, manifest.Landmarks!, manifest.Embedder);
        using var detecting = new ModelSession(manifest.Folder, detector, detector.Outputs, bytes => Rewrite(bytes, graph => graph.CutAt(detector.Outputs)));
        using var finding = new ModelSession(manifest.Folder, landmarks, [landmarks.Output]);
        using var embedding = new ModelSession(manifest.Folder, embedder, [embedder.Output], bytes => Rewrite(bytes, graph => PReluFolding.Apply(graph)));
        var (picture, square, face) = (Noise(3 * Look * Look), Noise(landmarks.Size * landmarks.Size), Noise(3 * embedder.Size * embedder.Size));

        // The first round does not count: the code is still being compiled.
        for (var round = 0; round <= Rounds; round++)
        {
            var (whole, inside, alone) = (TimeSpan.Zero, engine.NetworkTime, detecting.Busy + finding.Busy + embedding.Busy);
            foreach (var bytes in pictures)
            {
                var watch = Stopwatch.StartNew();
                var faces = engine.TryAnalyze(bytes, embed: true, out _)?.Faces.Count ?? 0;
                whole += watch.Elapsed;
                detecting.Run(picture, [1, 3, Look, Look]).Dispose();
                for (var i = 0; i < faces; i++)
                {
                    finding.Run(square, [1, 1, landmarks.Size, landmarks.Size]).Dispose();
                    finding.Run(square, [1, 1, landmarks.Size, landmarks.Size]).Dispose();
                    embedding.Run(face, [1, 3, embedder.Size, embedder.Size]).Dispose();
                }
            }
            inside = engine.NetworkTime - inside;
            alone = detecting.Busy + finding.Busy + embedding.Busy - alone;
            if (round > 0)
                Console.WriteLine($"engine {whole.TotalMilliseconds / pictures.Count:F2} ms a picture; networks inside it {inside / whole:P1}, alone {alone / whole:P1} of that");
        }
    }

    private static byte[] Rewrite(byte[] bytes, Action<OnnxGraph> change)
    {
        var graph = OnnxGraph.Parse(bytes);
        change(graph);
        return graph.ToBytes();
    }

    private static float[] Noise(int length)
    {
        var random = new Random(1);
        var values = new float[length];
        foreach (ref var value in values.AsSpan())
            value = random.NextSingle() - 0.5f;
        return values;
    }
}
