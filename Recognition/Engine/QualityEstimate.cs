using System.Buffers;
using System.Numerics.Tensors;
using FaceRec.Messages;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>What the enrolment gate judges by, estimated from the aligned face and its points.</summary>
internal static class QualityEstimate
{
    // The nose stands out of the plane of the eyes by about half the distance between them, so turning the head by an angle
    // moves it sideways by about 0.52 * tan(angle) of the eyes' apparent distance.
    private const float NoseDepth = 0.52f;

    /// <param name="height">Height of the box in pixels of the picture as uploaded.</param>
    /// <param name="points">x and y of eyes, nose and corners of the mouth in turn.</param>
    public static FaceQuality Of(float height, ReadOnlySpan<float> points, Picture aligned)
    {
        var (eyesX, eyesY) = (points[2] - points[0], points[3] - points[1]);
        var distance = MathF.Max(MathF.Sqrt(eyesX * eyesX + eyesY * eyesY), 1e-3f);
        var (alongX, alongY) = (eyesX / distance, eyesY / distance);
        var middleX = (points[0] + points[2] + points[6] + points[8]) / 4;
        var middleY = (points[1] + points[3] + points[7] + points[9]) / 4;
        var sideways = ((points[4] - middleX) * alongX + (points[5] - middleY) * alongY) / distance;
        return new FaceQuality(
            height,
            Sharpness(aligned),
            Degrees(MathF.Atan(sideways / NoseDepth)),
            Degrees(MathF.Atan2(eyesY, eyesX)));
    }

    private static float Degrees(float radians) => radians * (180 / MathF.PI);

    // Variance of the Laplacian of the gray face: edges of a sharp picture make it large.
    private static float Sharpness(Picture aligned)
    {
        var (width, height, pixels) = (aligned.Width, aligned.Height, aligned.Width * aligned.Height);
        var buffer = ArrayPool<float>.Shared.Rent(3 * pixels);
        var gray = buffer.AsSpan(0, pixels);
        var green = buffer.AsSpan(pixels, pixels);
        var blue = buffer.AsSpan(2 * pixels, pixels);
        PictureTensor.Separate(aligned.Pixels, gray, green, blue, mean: 0, scale: 1);
        TensorPrimitives.Multiply(gray, 0.299f, gray);
        TensorPrimitives.MultiplyAdd(green, 0.587f, gray, gray);
        TensorPrimitives.MultiplyAdd(blue, 0.114f, gray, gray);

        // From the second pixel of the second row to the last but one of the last but one, the rows' ends included: they are left out below.
        var length = pixels - 2 * width - 2;
        var laplacian = green[..length];
        TensorPrimitives.Add(gray.Slice(width, length), gray.Slice(width + 2, length), laplacian);
        TensorPrimitives.Add(laplacian, gray.Slice(1, length), laplacian);
        TensorPrimitives.Add(laplacian, gray.Slice(2 * width + 1, length), laplacian);
        TensorPrimitives.MultiplyAdd(gray.Slice(width + 1, length), -4, laplacian, laplacian);

        double sum = 0, squares = 0;
        for (var start = 0; start < length; start += width)
        {
            var row = laplacian.Slice(start, width - 2);
            sum += TensorPrimitives.Sum<float>(row);
            squares += TensorPrimitives.SumOfSquares<float>(row);
        }
        ArrayPool<float>.Shared.Return(buffer);
        var count = (width - 2) * (height - 2);
        var mean = sum / count;
        return (float)(squares / count - mean * mean);
    }
}
