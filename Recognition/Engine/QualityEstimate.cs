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
        var (width, height, inner) = (aligned.Width, aligned.Height, aligned.Width - 2);
        var buffer = ArrayPool<float>.Shared.Rent((height + 3) * width);
        var gray = buffer.AsSpan(0, height * width);
        var r = buffer.AsSpan(height * width, width);
        var g = buffer.AsSpan((height + 1) * width, width);
        var b = buffer.AsSpan((height + 2) * width, width);
        for (var y = 0; y < height; y++)
        {
            PictureTensor.Separate(aligned, y, r, g, b, mean: 0, scale: 1);
            var row = gray.Slice(y * width, width);
            TensorPrimitives.Multiply(r, 0.299f, row);
            TensorPrimitives.MultiplyAdd(g, 0.587f, row, row);
            TensorPrimitives.MultiplyAdd(b, 0.114f, row, row);
        }

        double sum = 0, squares = 0;
        var laplacian = r[..inner];
        for (var y = 1; y < height - 1; y++)
        {
            var at = y * width + 1;
            TensorPrimitives.Add(gray.Slice(at - 1, inner), gray.Slice(at + 1, inner), laplacian);
            TensorPrimitives.Add(laplacian, gray.Slice(at - width, inner), laplacian);
            TensorPrimitives.Add(laplacian, gray.Slice(at + width, inner), laplacian);
            TensorPrimitives.MultiplyAdd(gray.Slice(at, inner), -4, laplacian, laplacian);
            sum += TensorPrimitives.Sum<float>(laplacian);
            squares += TensorPrimitives.SumOfSquares<float>(laplacian);
        }
        ArrayPool<float>.Shared.Return(buffer);
        var count = inner * (height - 2);
        var mean = sum / count;
        return (float)(squares / count - mean * mean);
    }
}
