using System.Diagnostics;
using FaceRec.Messages;
using FaceRec.Recognition.Detectors;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>
/// From a picture's bytes to its faces and their embeddings. Holds the networks, loaded once; any number of threads may use
/// one engine at the same time, each for a picture of its own.
/// </summary>
internal sealed class FaceEngine : IDisposable
{
    // Detection looks at 1,280 pixels at most; a face is cut from a larger version only where it would lack detail.
    private const int FirstDecode = 1280;

    // Where the second look at a face finds its points elsewhere, the box showed no face unless the detector is certain.
    // Measured on portraits and groups: true faces move by 0.3 to 5 pixels of the template, false boxes by 6 to 35.
    private const float MostDisagreement = 6;

    private readonly EngineOptions _options;
    private readonly FaceDetector _detector;
    private readonly LandmarkFinder? _landmarks;
    private readonly FaceEmbedder _embedder;
    private readonly float[] _template;

    public FaceEngine(EngineOptions options)
    {
        _options = options;
        Manifest = ModelManifest.Load(Path.Combine(AppContext.BaseDirectory, options.Manifest));
        _template = Manifest.Embedder.TemplatePoints();
        _detector = new FaceDetector(Manifest.Folder, Manifest.Detector);
        _landmarks = Manifest.Landmarks is { } landmarks ? new LandmarkFinder(Manifest.Folder, landmarks, _template) : null;
        _embedder = new FaceEmbedder(Manifest.Folder, Manifest.Embedder);
    }

    public ModelManifest Manifest { get; }

    /// <summary>The time spent in the networks alone, summed over threads.</summary>
    public TimeSpan NetworkTime => _detector.Busy + (_landmarks?.Busy ?? TimeSpan.Zero) + _embedder.Busy;

    /// <summary>Finds every face of the picture; null, with the reason, where the picture cannot be used.</summary>
    /// <param name="embed">False to find faces only.</param>
    public PictureAnalysis? TryAnalyze(ReadOnlyMemory<byte> bytes, bool embed, out Rejection? rejection)
    {
        var watch = Stopwatch.StartNew();
        var stages = new StageTimes();
        using var source = PictureSource.TryOpen(bytes, _options.MaxPixels, out rejection);
        if (source?.TryDecode(FirstDecode) is not { } small)
        {
            rejection ??= new Rejection(RejectionCodes.Unreadable, "The picture is damaged or ends too early.");
            return null;
        }
        using (small)
        {
            stages.Add("decode", watch);
            var found = Detect(small);
            stages.Add("detect", watch);

            var cutFrom = DecodeForCutting(source, small, found);
            if (cutFrom is null)
            {
                rejection = new Rejection(RejectionCodes.Unreadable, "The picture is damaged or ends too early.");
                return null;
            }
            stages.Add("decode", watch);
            try
            {
                var faces = Describe(source, small, cutFrom, found, embed, stages, watch);
                return new PictureAnalysis(source.Width, source.Height, faces, stages.Milliseconds);
            }
            finally
            {
                if (cutFrom != small)
                    cutFrom.Dispose();
            }
        }
    }

    /// <summary>Runs every network once, so that no request pays for the first run.</summary>
    public void WarmUp()
    {
        using var gray = new Picture(256, 256);
        gray.Pixels.Fill(128);
        _detector.Detect(gray, gray.Width);
        var points = _landmarks?.Find(gray, new Detection(64, 64, 192, 192, 1)).Points ?? _template;
        using var aligned = FaceAligner.Align(gray, points, Manifest.Embedder, _template);
        _embedder.Embed(aligned, out _);
    }

    public void Dispose()
    {
        _detector.Dispose();
        _landmarks?.Dispose();
        _embedder.Dispose();
    }

    private List<Detection> Detect(Picture picture)
    {
        var longSide = Math.Max(picture.Width, picture.Height);
        var (found, side) = (new List<Detection>(), 0);
        while (DetectorLooks.NextSide(longSide, side, found, _options) is { } next)
        {
            var seen = _detector.Detect(picture, next);
            found = side == 0 ? seen : DetectorLooks.Add(found, seen, (float)next / longSide, Manifest.Detector.Overlap);
            side = next;
            if (_detector.HasFixedSize)
                break;
        }
        return found;
    }

    // The small version where its faces have the detail that the embedder can use, else one with more; null where that is damaged.
    private Picture? DecodeForCutting(PictureSource source, Picture small, List<Detection> found)
    {
        var fullSide = Math.Max(source.Width, source.Height);
        var smallSide = Math.Max(small.Width, small.Height);
        if (found.Count == 0 || smallSide >= fullSide)
            return small;
        var lowest = found.Min(face => face.Height);
        return lowest >= Manifest.Embedder.Size ? small : source.TryDecode((int)(smallSide * Manifest.Embedder.Size / lowest));
    }

    private List<FoundFace> Describe(
        PictureSource source, Picture small, Picture cutFrom, List<Detection> found, bool embed, StageTimes stages, Stopwatch watch)
    {
        var (toCut, toFull) = ((float)cutFrom.Width / small.Width, (float)source.Width / cutFrom.Width);
        var faces = new List<FoundFace>(found.Count);
        foreach (var detection in found.Select(face => face.Scaled(toCut)).OrderBy(face => face.Left + face.Right))
        {
            var (points, disagreement) = _landmarks?.Find(cutFrom, detection) ?? new FoundLandmarks(detection.Points!, 0);
            var certain = detection.Score >= Manifest.Detector.CertainScore;
            if (disagreement > MostDisagreement && !certain)
                continue;
            using var aligned = FaceAligner.Align(cutFrom, points, Manifest.Embedder, _template);
            stages.Add("align", watch);
            float[] embedding = [];
            if (embed || !certain)
            {
                embedding = _embedder.Embed(aligned, out var norm);
                stages.Add("embed", watch);
                if (norm < Manifest.Embedder.FaceNorm && !certain)
                    continue;
            }

            var face = detection.Scaled(toFull);
            faces.Add(new FoundFace(
                new PictureBox(face.Left, face.Top, face.Width, face.Height),
                face.Score,
                Landmarks(points, toFull),
                QualityEstimate.Of(face.Height, points, aligned),
                embedding));
        }
        return faces;
    }

    private static FaceLandmarks Landmarks(float[] points, float scale)
    {
        PicturePoint Point(int i) => new(points[2 * i] * scale, points[2 * i + 1] * scale);
        return new FaceLandmarks(Point(0), Point(1), Point(2), Point(3), Point(4));
    }
}
