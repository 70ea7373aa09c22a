using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceRec.Recognition.Pictures;

/// <summary>
/// Cuts turned and scaled rectangles out of pictures, bilinearly; black outside the picture. Where the picture is shrunk, each
/// pixel is the mean of several samples, so that it does not flicker with details it cannot show.
/// </summary>
internal static class Cutout
{
    private const int MostSamples = 4;

    // Gray as television has it (ITU-R BT.601), which is what the networks were trained with.
    private static readonly Vector128<float> GrayShares = Vector128.Create(0.299f, 0.587f, 0.114f, 0);

    /// <summary>The rectangle in colours.</summary>
    /// <param name="map">From the rectangle's pixels to the picture's.</param>
    /// <param name="samples">Samples along each side of a pixel.</param>
    public static Picture Cut(Picture picture, in Affine map, int width, int height, int samples)
    {
        var cut = new Picture(width, height);
        var target = MemoryMarshal.Cast<byte, uint>(cut.Pixels);
        var row = ArrayPool<Vector128<float>>.Shared.Rent(width);
        for (var y = 0; y < height; y++)
        {
            SampledRow.Fill(picture, map, y, samples, row.AsSpan(0, width));
            for (var x = 0; x < width; x++)
                target[y * width + x] = PixelVectors.Rounded(row[x]);
        }
        ArrayPool<Vector128<float>>.Shared.Return(row);
        return cut;
    }

    /// <summary>Fills a tensor with the rectangle in gray: (gray - mean) * scale.</summary>
    public static void FillGray(Picture picture, in Affine map, int width, int height, int samples, float mean, float scale, Span<float> tensor)
    {
        var (shares, offset) = (GrayShares * scale, -mean * scale);
        var row = ArrayPool<Vector128<float>>.Shared.Rent(width);
        for (var y = 0; y < height; y++)
        {
            SampledRow.Fill(picture, map, y, samples, row.AsSpan(0, width));
            for (var x = 0; x < width; x++)
                tensor[y * width + x] = Vector128.Sum(row[x] * shares) + offset;
        }
        ArrayPool<Vector128<float>>.Shared.Return(row);
    }

    /// <summary>How many samples a side to take when one pixel covers <paramref name="scale"/> of the picture's, from a given scale on.</summary>
    public static int SamplesFor(float scale, float from) => scale > from ? Math.Clamp((int)MathF.Round(scale), 1, MostSamples) : 1;
}
