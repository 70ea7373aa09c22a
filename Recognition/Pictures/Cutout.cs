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
        fixed (byte* pixels = picture.Pixels)
        fixed (byte* target = rgb)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    float r = 0, g = 0, b = 0;
                    for (var i = 0; i < samples * samples; i++)
                    {
                        var (sx, sy) = map.Map(x + first + i % samples * step, y + first + i / samples * step);
                        Sample(pixels, pictureWidth, pictureHeight, stride, sx, sy, ref r, ref g, ref b);
                    }
                    var to = target + (y * width + x) * 3;
                    to[0] = (byte)(r * weight + 0.5f);
                    to[1] = (byte)(g * weight + 0.5f);
                    to[2] = (byte)(b * weight + 0.5f);
                }
            }
        }
    }

    /// <summary>How many samples a side to take when one pixel covers <paramref name="scale"/> of the picture's, from a given scale on.</summary>
    public static int SamplesFor(float scale, float from) => scale > from ? Math.Clamp((int)MathF.Round(scale), 1, MostSamples) : 1;

    private static unsafe void Sample(byte* pixels, int width, int height, int stride, float x, float y, ref float r, ref float g, ref float b)
    {
        var (floorX, floorY) = (MathF.Floor(x), MathF.Floor(y));
        var (x0, y0, fx, fy) = ((int)floorX, (int)floorY, x - floorX, y - floorY);
        if ((uint)x0 < (uint)(width - 1) && (uint)y0 < (uint)(height - 1))
        {
            var p = pixels + y0 * stride + x0 * Picture.BytesPerPixel;
            var q = p + stride;
            var (w00, w01, w10, w11) = ((1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy);
            r += p[0] * w00 + p[4] * w01 + q[0] * w10 + q[4] * w11;
            g += p[1] * w00 + p[5] * w01 + q[1] * w10 + q[5] * w11;
            b += p[2] * w00 + p[6] * w01 + q[2] * w10 + q[6] * w11;
            return;
        }
        for (var corner = 0; corner < 4; corner++)
        {
            var (cx, cy) = (x0 + (corner & 1), y0 + (corner >> 1));
            if ((uint)cx >= (uint)width || (uint)cy >= (uint)height)
                continue;
            var w = ((corner & 1) == 0 ? 1 - fx : fx) * ((corner >> 1) == 0 ? 1 - fy : fy);
            var p = pixels + cy * stride + cx * Picture.BytesPerPixel;
            r += p[0] * w;
            g += p[1] * w;
            b += p[2] * w;
        }
    }
}
