using System.Buffers;
using System.Runtime.Intrinsics;
using FaceRec.Recognition.Models;

namespace FaceRec.Recognition.Pictures;

/// <summary>Small pictures enlarged straight into the numbers a network takes, bilinearly: one pass instead of three.</summary>
internal static class EnlargedTensor
{
    /// <summary>Fills a tensor [3, paddedHeight, paddedWidth] with the picture at the given size in its upper left corner, and 0 beside it.</summary>
    public static void Fill(
        Picture picture, int width, int height, int paddedWidth, int paddedHeight, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        if (width < paddedWidth || height < paddedHeight)
            tensor.Clear();
        var plane = paddedWidth * paddedHeight;
        var (red, blue) = colors == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        var row = ArrayPool<float>.Shared.Rent((picture.Width + 1) * Picture.BytesPerPixel);
        var columns = ArrayPool<Neighbour>.Shared.Rent(width);
        try
        {
            for (var x = 0; x < width; x++)
                columns[x] = Neighbour.Of(x, width, picture.Width);
            for (var y = 0; y < height; y++)
            {
                BlendRows(picture, Neighbour.Of(y, height, picture.Height), mean, scale, row);
                var start = y * paddedWidth;
                BlendColumns(row, columns, tensor.Slice(red + start, width), tensor.Slice(plane + start, width), tensor.Slice(blue + start, width));
            }
        }
        finally
        {
            ArrayPool<Neighbour>.Shared.Return(columns);
            ArrayPool<float>.Shared.Return(row);
        }
    }

    // A row between two rows of the picture, four numbers a pixel, with the last pixel once more for neighbours to the right.
    private static unsafe void BlendRows(Picture picture, Neighbour at, float mean, float scale, float[] row)
    {
        fixed (byte* pixels = picture.Pixels)
        fixed (float* target = row)
        {
            var upper = pixels + at.First * picture.Stride;
            var lower = pixels + Math.Min(at.First + 1, picture.Height - 1) * picture.Stride;
            var (upperShare, lowerShare, offset) = ((1 - at.Share) * scale, at.Share * scale, -mean * scale);
            var x = 0;
            for (; x <= picture.Stride - 2 * Picture.BytesPerPixel; x += 2 * Picture.BytesPerPixel)
                (PixelVectors.Two(upper + x) * upperShare + PixelVectors.Two(lower + x) * lowerShare + Vector256.Create(offset)).Store(target + x);
            if (x < picture.Stride)
                (PixelVectors.One(upper + x) * upperShare + PixelVectors.One(lower + x) * lowerShare + Vector128.Create(offset)).Store(target + x);
            Vector128.Load(target + picture.Stride - Picture.BytesPerPixel).Store(target + picture.Stride);
        }
    }

    private static unsafe void BlendColumns(float[] row, Neighbour[] columns, Span<float> r, Span<float> g, Span<float> b)
    {
        fixed (float* pixels = row, red = r, green = g, blue = b)
        fixed (Neighbour* at = columns)
        {
            var x = 0;
            for (; x <= r.Length - 4; x += 4)
            {
                // Four pixels of four colours, turned into three colours of four pixels.
                var (p0, p1, p2, p3) = (Blend(pixels, at[x]), Blend(pixels, at[x + 1]), Blend(pixels, at[x + 2]), Blend(pixels, at[x + 3]));
                Vector128.Create(p0[0], p1[0], p2[0], p3[0]).Store(red + x);
                Vector128.Create(p0[1], p1[1], p2[1], p3[1]).Store(green + x);
                Vector128.Create(p0[2], p1[2], p2[2], p3[2]).Store(blue + x);
            }
            for (; x < r.Length; x++)
            {
                var pixel = Blend(pixels, at[x]);
                (red[x], green[x], blue[x]) = (pixel[0], pixel[1], pixel[2]);
            }
        }
    }

    private static unsafe Vector128<float> Blend(float* row, Neighbour at)
    {
        var two = Vector256.Load(row + at.First * Picture.BytesPerPixel);
        return two.GetLower() + (two.GetUpper() - two.GetLower()) * at.Share;
    }

    /// <summary>Where a row or column lies between two of the picture's.</summary>
    /// <param name="First">The upper or left one.</param>
    /// <param name="Share">The part that the other has, 0 to 1.</param>
    private readonly record struct Neighbour(int First, float Share)
    {
        public static Neighbour Of(int place, int length, int pictureLength)
        {
            var at = Math.Clamp((place + 0.5f) * pictureLength / length - 0.5f, 0, pictureLength - 1);
            return new Neighbour((int)at, at - (int)at);
        }
    }
}
