using System.Runtime.Intrinsics;
using FaceRec.Recognition.Models;

namespace FaceRec.Recognition.Pictures;

/// <summary>
/// Scales pictures straight into the numbers a network takes. Those more than twice as large are halved first, so that every
/// pixel counts; the rest of the way is bilinear.
/// </summary>
internal static class PictureScaling
{
    /// <summary>Fills a tensor [3, paddedHeight, paddedWidth] with the picture at the given size in its upper left corner, and 0 beside it.</summary>
    public static void Fill(
        Picture picture, int width, int height, int paddedWidth, int paddedHeight, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        if (picture.Width > 2 * width && picture.Height > 2 * height)
        {
            using var half = Halve(picture);
            Fill(half, width, height, paddedWidth, paddedHeight, colors, mean, scale, tensor);
            return;
        }
        if (width < paddedWidth || height < paddedHeight)
            tensor.Clear();
        var plane = paddedWidth * paddedHeight;
        var (red, blue) = colors == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        var row = LargeBuffers.Tensors.Rent((picture.Width + 1) * Picture.BytesPerPixel);
        try
        {
            var step = (float)picture.Height / height;
            for (var y = 0; y < height; y++)
            {
                var at = Math.Clamp((y + 0.5f) * step - 0.5f, 0, picture.Height - 1);
                BlendRows(picture, (int)at, at - (int)at, mean, scale, row);
                var start = y * paddedWidth;
                BlendColumns(row, picture.Width, tensor.Slice(red + start, width), tensor.Slice(plane + start, width), tensor.Slice(blue + start, width));
            }
        }
        finally
        {
            LargeBuffers.Tensors.Return(row);
        }
    }

    // A row between two rows of the picture, four numbers a pixel, with the last pixel once more for neighbours to the right.
    private static unsafe void BlendRows(Picture picture, int y, float share, float mean, float scale, float[] row)
    {
        fixed (byte* pixels = picture.Pixels)
        fixed (float* target = row)
        {
            var upper = pixels + y * picture.Stride;
            var lower = pixels + Math.Min(y + 1, picture.Height - 1) * picture.Stride;
            var (upperShare, lowerShare, offset) = ((1 - share) * scale, share * scale, Vector128.Create(-mean * scale));
            for (var x = 0; x < picture.Stride; x += Picture.BytesPerPixel)
                (Cutout.Colors(upper + x) * upperShare + Cutout.Colors(lower + x) * lowerShare + offset).Store(target + x);
            Vector128.Load(target + picture.Stride - Picture.BytesPerPixel).Store(target + picture.Stride);
        }
    }

    private static unsafe void BlendColumns(float[] row, int pictureWidth, Span<float> r, Span<float> g, Span<float> b)
    {
        var step = (float)pictureWidth / r.Length;
        fixed (float* pixels = row)
        fixed (float* red = r, green = g, blue = b)
        {
            for (var x = 0; x < r.Length; x++)
            {
                var at = Math.Clamp((x + 0.5f) * step - 0.5f, 0, pictureWidth - 1);
                var left = pixels + (int)at * Picture.BytesPerPixel;
                var pixel = Vector128.Load(left);
                pixel += (Vector128.Load(left + Picture.BytesPerPixel) - pixel) * (at - (int)at);
                red[x] = pixel[0];
                green[x] = pixel[1];
                blue[x] = pixel[2];
            }
        }
    }

    // Each pixel is the mean of four. Where the sides are odd, the last row or column goes.
    private static unsafe Picture Halve(Picture picture)
    {
        var half = new Picture(picture.Width / 2, picture.Height / 2);
        fixed (byte* from = picture.Pixels)
        fixed (byte* to = half.Pixels)
        {
            for (var y = 0; y < half.Height; y++)
            {
                var upper = (uint*)(from + 2 * y * picture.Stride);
                var lower = (uint*)(from + (2 * y + 1) * picture.Stride);
                var target = (uint*)(to + y * half.Stride);
                for (var x = 0; x < half.Width; x++)
                {
                    // Two pixels of each row, as eight numbers of 16 bits.
                    var sum = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)(upper + 2 * x)).AsByte())
                        + Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)(lower + 2 * x)).AsByte());
                    var mean = (sum.GetLower() + sum.GetUpper() + Vector64.Create((ushort)2)) >>> 2;
                    target[x] = Vector64.Narrow(mean, mean).AsUInt32()[0];
                }
            }
        }
        return half;
    }
}
