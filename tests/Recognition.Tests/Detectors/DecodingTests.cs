using FaceRec.Recognition.Detectors;
using Microsoft.ML.OnnxRuntime;

namespace FaceRec.Recognition.Tests.Detectors;

/// <summary>Decodings of other detectors, on tensors with one face written into them at a known place.</summary>
public sealed class DecodingTests : IDisposable
{
    private const int Side = 64;
    private static readonly int[] Strides = [8, 16, 32];

    private readonly List<OrtValue> _values = [];

    public void Dispose() => _values.ForEach(value => value.Dispose());

    [Fact]
    public void Scrfd_measures_from_the_cells_corner_in_strides()
    {
        // Scores, distances and points of three levels with two anchors a cell; the face is in level 1, row 1, column 2, second anchor.
        var maps = Maps([1, 4, 10], anchors: 2);
        var row = (1 * (Side / 16) + 2) * 2 + 1;
        maps[0 + 1][row] = 0.9f;
        new[] { 1f, 0.5f, 1.5f, 2f }.CopyTo(maps[3 + 1], row * 4);
        new[] { 0f, 0f, 1f, 0f, 0.5f, 0.5f, 0f, 1f, 1f, 1f }.CopyTo(maps[6 + 1], row * 10);

        var face = Assert.Single(Decode(ScrfdDecoding.Decode, maps));

        Assert.Equal((16f, 8f, 56f, 48f, 0.9f), (face.Left, face.Top, face.Right, face.Bottom, face.Score));
        Assert.Equal([32, 16, 48, 16, 40, 24, 32, 32, 48, 32], face.Points!);
    }

    [Fact]
    public void Yunet_multiplies_class_and_object_and_takes_the_size_from_a_logarithm()
    {
        var maps = Maps([1, 1, 4, 10], anchors: 1);
        var row = 1 * (Side / 16) + 2;
        (maps[0 + 1][row], maps[3 + 1][row]) = (0.81f, 1f);
        new[] { 0.5f, 0.25f, MathF.Log(2), 0f }.CopyTo(maps[6 + 1], row * 4);
        new[] { 0f, 0f, 1f, 0f, 0.5f, 0.5f, 0f, 1f, 1f, 1f }.CopyTo(maps[9 + 1], row * 10);

        var face = Assert.Single(Decode(YuNetDecoding.Decode, maps));

        Assert.Equal(0.9f, face.Score, 1e-5f);
        Assert.Equal([24f, 12f, 56f, 28f], [face.Left, face.Top, face.Right, face.Bottom]);
        Assert.Equal([32, 16, 48, 16, 40, 24, 32, 32, 48, 32], face.Points!);
    }

    [Fact]
    public void Of_boxes_of_one_face_the_best_stays()
    {
        var kept = Suppression.KeepBest([new(0, 0, 10, 10, 0.8f), new(1, 1, 11, 11, 0.9f), new(8, 8, 18, 18, 0.7f)], overlap: 0.4f);
        Assert.Equal([0.9f, 0.7f], kept.Select(detection => detection.Score));
    }

    // One tensor for each kind and level: kinds in the order of the outputs.
    private static float[][] Maps(int[] numbers, int anchors) =>
        [.. numbers.SelectMany(count => Strides.Select(stride => new float[Side / stride * (Side / stride) * anchors * count]))];

    private List<Detection> Decode(Action<DetectorMaps, float, List<Detection>> decode, float[][] maps)
    {
        _values.AddRange(maps.Select(map => OrtValue.CreateTensorValueFromMemory(map, [1, map.Length])));
        var found = new List<Detection>();
        decode(new DetectorMaps(_values, Side), 0.5f, found);
        return found;
    }
}
