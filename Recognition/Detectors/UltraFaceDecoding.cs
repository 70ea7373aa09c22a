namespace FaceRec.Recognition.Detectors;

/// <summary>Boxes of Ultra-Light-Fast-Generic-Face-Detector from its raw maps: four of classes, then four of boxes, [1, rows, columns, anchors * n].</summary>
internal static class UltraFaceDecoding
{
    // Steps, anchor sides and variances are those the network was trained with.
    private static readonly int[] Steps = [8, 16, 32, 64];
    private static readonly float[][] Anchors = [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]];
    private const float CenterVariance = 0.1f, SizeVariance = 0.2f;

    public static void Decode(DetectorMaps maps, float threshold, List<Detection> found)
    {
        // Softmax of two: the score passes the threshold where the difference of the two numbers does.
        var difference = MathF.Log(threshold / (1 - threshold));
        for (var level = 0; level < Steps.Length; level++)
        {
            var classes = maps[level];
            var boxes = maps[level + Steps.Length];
            var columns = (int)maps.ShapeOf(level)[2];
            var (step, anchors) = (Steps[level], Anchors[level]);
            for (var i = 0; i < classes.Length / 2; i++)
            {
                var margin = classes[2 * i + 1] - classes[2 * i];
                if (margin <= difference)
                    continue;
                var (cell, anchor) = (i / anchors.Length, anchors[i % anchors.Length]);
                var x = (cell % columns + 0.5f) * step + boxes[4 * i] * CenterVariance * anchor;
                var y = (cell / columns + 0.5f) * step + boxes[4 * i + 1] * CenterVariance * anchor;
                var width = MathF.Exp(boxes[4 * i + 2] * SizeVariance) * anchor;
                var height = MathF.Exp(boxes[4 * i + 3] * SizeVariance) * anchor;
                found.Add(new Detection(x - width / 2, y - height / 2, x + width / 2, y + height / 2, 1 / (1 + MathF.Exp(-margin))));
            }
        }
    }
}
