using FaceRec.Recognition.Detectors;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Onnx;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Detectors;

/// <summary>The shipped detector decodes boxes in its graph, for one size only; ours is cut before that and decodes them in code.</summary>
public class CutHeadTests(EngineFixture fixture)
{
    private const int Width = 320, Height = 240;
    // Anchors of step 8: 40 x 30 cells of 3; of step 16: 20 x 15 of 2; of step 32: 10 x 8 of 2.
    private const int FirstOfStep32 = 3600 + 600, FirstOfStep64 = FirstOfStep32 + 160;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_cut_detector_sees_what_the_original_sees(int sample)
    {
        var model = fixture.Engine.Manifest.Detector;
        var folder = fixture.Engine.Manifest.Folder;
        var input = Input(sample, model);
        using var original = new ModelSession(folder, model, ["scores", "boxes"]);
        using var cut = new ModelSession(folder, model, model.Outputs, bytes =>
        {
            var graph = OnnxGraph.Parse(bytes);
            graph.CutAt(model.Outputs);
            return graph.ToBytes();
        });

        using var expected = original.Run(input, [1, 3, Height, Width]);
        using var maps = cut.Run(input, [1, 3, Height, Width]);
        var decoded = new List<Detection>();
        UltraFaceDecoding.Decode(new DetectorMaps(maps, Width), 1e-30f, decoded);

        var scores = expected[0].GetTensorDataAsSpan<float>();
        var boxes = expected[1].GetTensorDataAsSpan<float>();
        Assert.Equal(4420, decoded.Count);
        for (var i = 0; i < decoded.Count; i++)
        {
            Assert.Equal(scores[2 * i + 1], decoded[i].Score, 1e-4f);
            Assert.Equal(boxes[4 * i] * Width, decoded[i].Left, 0.01f);
            Assert.Equal(boxes[4 * i + 2] * Width, decoded[i].Right, 0.01f);
            // The original cuts its largest anchor, 256, down to the input's height.
            if (i >= FirstOfStep64 && (i - FirstOfStep64) % 3 == 2)
                continue;
            Assert.Equal(boxes[4 * i + 1] * Height + Squeezed(i), decoded[i].Top, 0.01f);
            Assert.Equal(boxes[4 * i + 3] * Height + Squeezed(i), decoded[i].Bottom, 0.01f);
        }
        Assert.Contains(decoded, detection => detection.Score > 0.9f);
    }

    // 240 pixels hold 7.5 cells of 32 and 3.75 of 64. The original spreads 8 and 4 rows of anchors over them, 30 and 60 apart. Ours stay
    // where the convolutions are, because at the larger sizes it is cut for the difference would grow with every row.
    private static float Squeezed(int anchor) => anchor switch
    {
        >= FirstOfStep64 => ((anchor - FirstOfStep64) / 3 / 5 + 0.5f) * (64 - 60),
        >= FirstOfStep32 => ((anchor - FirstOfStep32) / 2 / 10 + 0.5f) * (32 - 30),
        _ => 0,
    };

    private static Memory<float> Input(int sample, DetectorModel model)
    {
        using var source = PictureSource.TryOpen(TestPictures.Sample(sample), long.MaxValue, out _);
        using var picture = source!.TryDecode(640)!;
        var tensor = new float[3 * Width * Height];
        PictureTensor.Fill(picture, Width, Height, Width, Height, model.Colors, model.Mean, model.Scale, tensor);
        return tensor;
    }
}
