namespace FaceRec.Recognition.Detectors;

/// <summary>Boxes and points of SCRFD: three outputs of scores, three of box distances, three of point distances, for strides 8, 16 and 32.</summary>
internal static class ScrfdDecoding
{
    private static readonly int[] Strides = [8, 16, 32];
    private const int AnchorsPerCell = 2;

    public static void Decode(DetectorMaps maps, float threshold, List<Detection> found)
    {
        for (var level = 0; level < Strides.Length; level++)
        {
            var scores = maps[level];
            var boxes = maps[level + 3];
            var points = maps[level + 6];
            var stride = Strides[level];
            var columns = maps.Width / stride;
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] <= threshold)
                    continue;
                var cell = i / AnchorsPerCell;
                var (x, y) = (cell % columns * stride, cell / columns * stride);
                var five = new float[10];
                for (var p = 0; p < 10; p++)
                    five[p] = (p % 2 == 0 ? x : y) + points[10 * i + p] * stride;
                found.Add(new Detection(
                    x - boxes[4 * i] * stride, y - boxes[4 * i + 1] * stride, x + boxes[4 * i + 2] * stride, y + boxes[4 * i + 3] * stride, scores[i], five));
            }
        }
    }
}
