using System.Buffers;
using System.Numerics.Tensors;
using FaceRec.Recognition.Detectors;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>
/// Finds the five points that alignment needs: a first look at the upright box, and a second at the face levelled and centred
/// by what the first look found, which is where the network is most exact.
/// </summary>
internal sealed class LandmarkFinder(string folder, LandmarkModel model, float[] template) : IDisposable
{
    private const int Points = 68;

    private readonly ModelSession _session = new(folder, model, [model.Output]);

    /// <summary>The face's points, in the picture's pixels.</summary>
    public FoundLandmarks Find(Picture picture, Detection face)
    {
        var first = Find(picture, Square(face));
        if (model.RefineCenter is not [var x, var y])
            return new FoundLandmarks(first, 0);
        var second = Find(picture, Level(first, x, y));
        return new FoundLandmarks(second, Distance(first, second) / Similarity.Fit(second, template).Inverse().Scale);
    }

    /// <summary>The time spent in the network.</summary>
    public TimeSpan Busy => _session.Busy;

    public void Dispose() => _session.Dispose();

    // From the pixels of the network's input to the picture's: a square as high as the box, around its centre.
    private Affine Square(Detection face)
    {
        var step = face.Height / model.Size;
        var left = (face.Left + face.Right - face.Height) / 2;
        return new Affine(step, 0, left + step / 2 - 0.5f, 0, step, face.Top + step / 2 - 0.5f);
    }

    // The same for a square in the alignment template, turned back into the picture.
    private Affine Level(float[] points, float centerX, float centerY)
    {
        var toPicture = Similarity.Fit(points, template).Inverse();
        var step = model.RefineSide / model.Size;
        var (left, top) = (centerX - model.RefineSide / 2 + step / 2 - 0.5f, centerY - model.RefineSide / 2 + step / 2 - 0.5f);
        var (x0, y0) = toPicture.Map(left, top);
        return new Affine(toPicture.Xx * step, toPicture.Xy * step, x0, toPicture.Yx * step, toPicture.Yy * step, y0);
    }

    private static float Distance(float[] first, float[] second) =>
        TensorPrimitives.Distance<float>(first, second) / MathF.Sqrt(first.Length / 2);

    private float[] Find(Picture picture, in Affine map)
    {
        var size = model.Size;
        var gray = ArrayPool<float>.Shared.Rent(size * size);
        try
        {
            Cutout.FillGray(picture, map, size, size, Cutout.SamplesFor(map.Scale, from: 1), model.Mean, model.Scale, gray);
            using var outputs = _session.Run(gray.AsMemory(0, size * size), [1, 1, size, size]);
            return ToPicture(FivePoints(outputs[0].GetTensorDataAsSpan<float>()[..(2 * Points)]), map, size);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(gray);
        }
    }

    // iBUG-68: 36-41 and 42-47 are the eyes, 30 the tip of the nose, 48 and 54 the outer, 60 and 64 the inner corners of the mouth.
    private static float[] FivePoints(ReadOnlySpan<float> points)
    {
        var five = new float[10];
        for (var axis = 0; axis < 2; axis++)
        {
            five[axis] = (points[74 + axis] + points[76 + axis] + points[80 + axis] + points[82 + axis]) / 4;
            five[2 + axis] = (points[86 + axis] + points[88 + axis] + points[92 + axis] + points[94 + axis]) / 4;
            five[4 + axis] = points[60 + axis];
            five[6 + axis] = (points[96 + axis] + points[120 + axis]) / 2;
            five[8 + axis] = (points[108 + axis] + points[128 + axis]) / 2;
        }
        return five;
    }

    // The network reports 0 to 1 from edge to edge; the map counts from the centre of the first pixel.
    private static float[] ToPicture(float[] points, in Affine map, int size)
    {
        for (var i = 0; i < points.Length; i += 2)
            (points[i], points[i + 1]) = map.Map(points[i] * size - 0.5f, points[i + 1] * size - 0.5f);
        return points;
    }
}
