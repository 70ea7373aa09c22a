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

    /// <summary>Takes pixels apart into rows of one colour each: (value - mean) * scale.</summary>
    public static void Separate(ReadOnlySpan<byte> pixelBytes, Span<float> r, Span<float> g, Span<float> b, float mean, float scale)
    {
        var row = MemoryMarshal.Cast<byte, uint>(pixelBytes);
        var x = 0;
        // Eight pixels at a time: this runs for every pixel of every picture.
        var means = Vector256.Create(mean);
        for (; x <= row.Length - Vector256<uint>.Count; x += Vector256<uint>.Count)
        {
            var pixels = Vector256.Create(row[x..]);
            ((PixelVectors.Level(pixels) - means) * scale).CopyTo(r[x..]);
            ((PixelVectors.Level(pixels >>> 8) - means) * scale).CopyTo(g[x..]);
            ((PixelVectors.Level(pixels >>> 16) - means) * scale).CopyTo(b[x..]);
        }
        for (; x < row.Length; x++)
        {
            r[x] = ((row[x] & 0xFF) - mean) * scale;
            g[x] = ((row[x] >> 8 & 0xFF) - mean) * scale;
            b[x] = ((row[x] >> 16 & 0xFF) - mean) * scale;
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
            var start = y * paddedWidth;
            var row = picture.Pixels.Slice(y * picture.Stride, picture.Stride);
            Separate(row, tensor[(red + start)..], tensor[(plane + start)..], tensor[(blue + start)..], mean, scale);
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
