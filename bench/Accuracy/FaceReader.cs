using System.Collections.Concurrent;
using System.Diagnostics;
using FaceRec.Recognition.Engine;

namespace FaceRec.Accuracy;

/// <summary>Runs the product's engine over pictures, on all cores, and takes from each the face nearest the centre: the labelled one.</summary>
internal sealed class FaceReader(FaceEngine engine)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _stages = new(StringComparer.Ordinal);

    /// <summary>Milliseconds of every picture by stage.</summary>
    public IEnumerable<KeyValuePair<string, ConcurrentBag<double>>> Stages => _stages;

    /// <summary>The pictures in which no face was found.</summary>
    public ConcurrentBag<string> Missed { get; } = [];

    /// <summary>Faces in the order of the pictures; pictures without a face are left out.</summary>
    public IReadOnlyList<LabelledFace> Read(IReadOnlyList<LabelledPicture> pictures)
    {
        var faces = new LabelledFace?[pictures.Count];
        var (done, watch, nextProgress) = (0, Stopwatch.StartNew(), ProgressInterval);
        var progress = new Lock();
        Parallel.For(0, pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            faces[i] = TryRead(pictures[i]);
            var count = Interlocked.Increment(ref done);
            lock (progress)
            {
                if (watch.Elapsed < nextProgress && count < pictures.Count)
                    return;
                nextProgress = watch.Elapsed + ProgressInterval;
                Console.Error.WriteLine($"{count:N0} of {pictures.Count:N0} pictures, {count / watch.Elapsed.TotalSeconds:F0} a second");
            }
        });
        return [.. faces.OfType<LabelledFace>()];
    }

    private LabelledFace? TryRead(LabelledPicture picture)
    {
        var analysis = engine.TryAnalyze(File.ReadAllBytes(picture.Path), embed: true, out _);
        if (analysis is not { Faces.Count: > 0 })
        {
            Missed.Add(Path.GetFileName(picture.Path));
            return null;
        }
        foreach (var (stage, milliseconds) in analysis.Timings)
            _stages.GetOrAdd(stage, _ => []).Add(milliseconds);
        var central = analysis.Faces.MinBy(face => FromCenter(face, analysis))!;
        return new LabelledFace(picture.Person, Path.GetFileName(picture.Path), central.Embedding);
    }

    private static float FromCenter(FoundFace face, PictureAnalysis analysis)
    {
        var (x, y) = (face.Box.X + face.Box.Width / 2 - analysis.Width / 2f, face.Box.Y + face.Box.Height / 2 - analysis.Height / 2f);
        return x * x + y * y;
    }
}
