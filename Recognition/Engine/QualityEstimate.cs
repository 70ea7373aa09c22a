using FaceRec.Messages;

namespace FaceRec.Recognition.Engine;

/// <summary>What the enrolment gate judges by, estimated from the aligned face and its points.</summary>
internal static class QualityEstimate
{
    // The nose stands out of the plane of the eyes by about half the distance between them, so turning the head by an angle
    // moves it sideways by about 0.52 * tan(angle) of the eyes' apparent distance.
    private const float NoseDepth = 0.52f;

    /// <param name="height">Height of the box in pixels of the picture as uploaded.</param>
    /// <param name="points">x and y of eyes, nose and corners of the mouth in turn.</param>
    public static FaceQuality Of(float height, ReadOnlySpan<float> points, ReadOnlySpan<byte> alignedRgb, int size)
    {
        var (eyesX, eyesY) = (points[2] - points[0], points[3] - points[1]);
        var distance = MathF.Max(MathF.Sqrt(eyesX * eyesX + eyesY * eyesY), 1e-3f);
        var (alongX, alongY) = (eyesX / distance, eyesY / distance);
        var middleX = (points[0] + points[2] + points[6] + points[8]) / 4;
        var middleY = (points[1] + points[3] + points[7] + points[9]) / 4;
        var sideways = ((points[4] - middleX) * alongX + (points[5] - middleY) * alongY) / distance;
        return new FaceQuality(
            height,
            Sharpness(alignedRgb, size),
            Degrees(MathF.Atan(sideways / NoseDepth)),
            Degrees(MathF.Atan2(eyesY, eyesX)));
    }

    private static float Degrees(float radians) => radians * (180 / MathF.PI);

    // Variance of the Laplacian of the gray face: edges of a sharp picture make it large.
    private static float Sharpness(ReadOnlySpan<byte> rgb, int size)
    {
        var gray = new float[size * size];
        for (var i = 0; i < gray.Length; i++)
            gray[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];

        double sum = 0, squares = 0;
        for (var y = 1; y < size - 1; y++)
        {
            for (var x = 1; x < size - 1; x++)
            {
                var i = y * size + x;
                var value = gray[i - 1] + gray[i + 1] + gray[i - size] + gray[i + size] - 4 * gray[i];
                sum += value;
                squares += value * value;
            }
        }
        var count = (size - 2) * (size - 2);
        var mean = sum / count;
        return (float)(squares / count - mean * mean);
    }
}
