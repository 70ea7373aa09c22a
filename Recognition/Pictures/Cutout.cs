using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FaceRec.Recognition.Pictures;

/// <summary>Cuts turned and scaled rectangles out of pictures.</summary>
internal static class Cutout
{
    private const int MostSamples = 4;

    /// <summary>
    /// Fills a rectangle of red, green, blue bytes from a picture, bilinearly; black outside the picture. Where the picture is
    /// shrunk, each pixel is the mean of several samples, so that it does not flicker with details it cannot show.
    /// </summary>
    /// <param name="map">From the rectangle's pixels to the picture's.</param>
    /// <param name="samples">Samples along each side of a pixel.</param>
    public static unsafe void Fill(Picture picture, in Affine map, int width, int height, int samples, Span<byte> rgb)
    {
        var (pictureWidth, pictureHeight, stride) = (picture.Width, picture.Height, picture.Stride);
        var (step, first) = (1f / samples, (1f / samples - 1) / 2);
        var weight = 1f / (samples * samples);
        var (rightX, rightY, downX, downY) = (map.Xx * step, map.Yx * step, map.Xy * step, map.Yy * step);
        fixed (byte* pixels = picture.Pixels)
        fixed (byte* target = rgb)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var sum = Vector128<float>.Zero;
                    var (lineX, lineY) = map.Map(x + first, y + first);
                    for (var j = 0; j < samples; j++, lineX += downX, lineY += downY)
                    {
                        var (sampleX, sampleY) = (lineX, lineY);
                        for (var i = 0; i < samples; i++, sampleX += rightX, sampleY += rightY)
                            sum += Sample(pixels, pictureWidth, pictureHeight, stride, sampleX, sampleY);
                    }
                    var rounded = Vector128.ConvertToInt32(sum * weight + Vector128.Create(0.5f));
                    var to = target + (y * width + x) * 3;
                    to[0] = (byte)rounded[0];
                    to[1] = (byte)rounded[1];
                    to[2] = (byte)rounded[2];
                }
            }
        }
    }

    /// <summary>How many samples a side to take when one pixel covers <paramref name="scale"/> of the picture's, from a given scale on.</summary>
    public static int SamplesFor(float scale, float from) => scale > from ? Math.Clamp((int)MathF.Round(scale), 1, MostSamples) : 1;

    // One point between four pixels, all colours at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<float> Sample(byte* pixels, int width, int height, int stride, float x, float y)
    {
        var (floorX, floorY) = (MathF.Floor(x), MathF.Floor(y));
        var (x0, y0, fx, fy) = ((int)floorX, (int)floorY, x - floorX, y - floorY);
        if ((uint)x0 >= (uint)(width - 1) || (uint)y0 >= (uint)(height - 1))
            return SampleAtEdge(pixels, width, height, stride, x0, y0, fx, fy);
        var upper = pixels + y0 * stride + x0 * Picture.BytesPerPixel;
        var above = PixelVectors.Two(upper);
        var between = above + (PixelVectors.Two(upper + stride) - above) * fy;
        return between.GetLower() + (between.GetUpper() - between.GetLower()) * fx;
    }

    private static unsafe Vector128<float> SampleAtEdge(byte* pixels, int width, int height, int stride, int x0, int y0, float fx, float fy)
    {
        var sum = Vector128<float>.Zero;
        for (var corner = 0; corner < 4; corner++)
        {
            var (cx, cy) = (x0 + (corner & 1), y0 + (corner >> 1));
            if ((uint)cx >= (uint)width || (uint)cy >= (uint)height)
                continue;
            var w = ((corner & 1) == 0 ? 1 - fx : fx) * ((corner >> 1) == 0 ? 1 - fy : fy);
            sum += PixelVectors.One(pixels + cy * stride + cx * Picture.BytesPerPixel) * w;
        }
        return sum;
    }
}
