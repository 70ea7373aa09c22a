namespace FaceRec.Recognition.Detectors;

/// <summary>Boxes and points of YuNet: three outputs each of classes, objects, boxes and points, for strides 8, 16 and 32.</summary>
internal static class YuNetDecoding
{
    private static readonly int[] Strides = [8, 16, 32];

    public static void Decode(DetectorMaps maps, float threshold, List<Detection> found)
    {
        for (var level = 0; level < Strides.Length; level++)
        {
            var classes = maps[level];
            var objects = maps[level + 3];
            var boxes = maps[level + 6];
            var points = maps[level + 9];
            var stride = Strides[level];
            var columns = maps.Width / stride;
            for (var i = 0; i < classes.Length; i++)
            {
                var score = MathF.Sqrt(Math.Clamp(classes[i], 0, 1) * Math.Clamp(objects[i], 0, 1));
                if (score <= threshold)
                    continue;
                var (column, row) = (i % columns, i / columns);
                var (x, y) = ((column + boxes[4 * i]) * stride, (row + boxes[4 * i + 1]) * stride);
                var (width, height) = (MathF.Exp(boxes[4 * i + 2]) * stride, MathF.Exp(boxes[4 * i + 3]) * stride);
                var five = new float[10];
                for (var p = 0; p < 10; p++)
                    five[p] = ((p % 2 == 0 ? column : row) + points[10 * i + p]) * stride;
                found.Add(new Detection(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score, five));
            }
        }
    }
}
