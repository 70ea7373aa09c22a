using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FaceRec.Recognition.Models;
using SkiaSharp;

namespace FaceRec.Recognition.Pictures;

/// <summary>Turns pictures into the numbers a network takes.</summary>
internal static class PictureTensor
{
    /// <summary>Fills a tensor [3, paddedHeight, paddedWidth] with the picture at the given size in its upper left corner, and 0 beside it.</summary>
    public static void Fill(
        Picture picture, int width, int height, int paddedWidth, int paddedHeight, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        if (width == picture.Width && height == picture.Height)
        {
            Normalize(picture, paddedWidth, paddedHeight, colors, mean, scale, tensor);
            return;
        }
        if (picture.Width <= width && picture.Height <= height)
        {
            EnlargedTensor.Fill(picture, width, height, paddedWidth, paddedHeight, colors, mean, scale, tensor);
            return;
        }
        // Shrinking is Skia's: the detector's threshold was chosen on what it makes.
        using var small = new Picture(width, height);
        Shrink(picture, small);
        Normalize(small, paddedWidth, paddedHeight, colors, mean, scale, tensor);
    }

    /// <summary>Fills a tensor [3, size, size] from red, green, blue bytes.</summary>
    public static void Normalize(ReadOnlySpan<byte> rgb, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        var plane = rgb.Length / 3;
        var (red, blue) = colors == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        for (var i = 0; i < plane; i++)
        {
            tensor[red + i] = (rgb[3 * i] - mean) * scale;
            tensor[plane + i] = (rgb[3 * i + 1] - mean) * scale;
            tensor[blue + i] = (rgb[3 * i + 2] - mean) * scale;
        }
    }

    private static void Normalize(Picture picture, int paddedWidth, int paddedHeight, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        var plane = paddedWidth * paddedHeight;
        if (picture.Width < paddedWidth || picture.Height < paddedHeight)
            tensor.Clear();
        var (red, blue) = colors == ChannelOrder.Rgb ? (0, 2 * plane) : (2 * plane, 0);
        for (var y = 0; y < picture.Height; y++)
        {
            var row = MemoryMarshal.Cast<byte, uint>(picture.Pixels.Slice(y * picture.Stride, picture.Stride));
            Separate(
                row,
                tensor.Slice(red + y * paddedWidth, picture.Width),
                tensor.Slice(plane + y * paddedWidth, picture.Width),
                tensor.Slice(blue + y * paddedWidth, picture.Width),
                mean,
                scale);
        }
    }

    // Eight pixels at a time where the processor can: this runs for every pixel of every picture.
    private static void Separate(ReadOnlySpan<uint> row, Span<float> r, Span<float> g, Span<float> b, float mean, float scale)
    {
        var x = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var (means, low) = (Vector256.Create(mean), Vector256.Create(0xFFu));
            for (; x <= row.Length - Vector256<uint>.Count; x += Vector256<uint>.Count)
            {
                var pixels = Vector256.Create(row[x..]);
                ((Vector256.ConvertToSingle((pixels & low).AsInt32()) - means) * scale).CopyTo(r[x..]);
                ((Vector256.ConvertToSingle(((pixels >>> 8) & low).AsInt32()) - means) * scale).CopyTo(g[x..]);
                ((Vector256.ConvertToSingle(((pixels >>> 16) & low).AsInt32()) - means) * scale).CopyTo(b[x..]);
            }
        }
        for (; x < row.Length; x++)
        {
            r[x] = ((row[x] & 0xFF) - mean) * scale;
            g[x] = ((row[x] >> 8 & 0xFF) - mean) * scale;
            b[x] = ((row[x] >> 16 & 0xFF) - mean) * scale;
        }
    }

    private static unsafe void Shrink(Picture from, Picture to)
    {
        fixed (byte* source = from.Pixels)
        fixed (byte* target = to.Pixels)
        {
            using var sourceMap = new SKPixmap(new SKImageInfo(from.Width, from.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), (nint)source);
            using var targetMap = new SKPixmap(new SKImageInfo(to.Width, to.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), (nint)target);
            var far = from.Width > 2 * to.Width || from.Height > 2 * to.Height;
            var sampling = far ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear) : new SKSamplingOptions(SKFilterMode.Linear);
            if (!sourceMap.ScalePixels(targetMap, sampling))
                throw new InvalidOperationException($"A picture of {from.Width} x {from.Height} could not be scaled to {to.Width} x {to.Height}.");
        }
    }
}
