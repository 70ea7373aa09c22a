using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FaceRec.Recognition.Models;

namespace FaceRec.Recognition.Pictures;

/// <summary>Small pictures enlarged straight into the numbers a network takes, bilinearly: each row is widened once, then rows are blended.</summary>
internal static class EnlargedTensor
{
    // How many columns are worked on at once.
    private const int Group = 8;

    /// <summary>Fills a tensor [3, paddedHeight, paddedWidth] with the picture at the given size in its upper left corner, and 0 beside it.</summary>
    public static void Fill(
        Picture picture, int width, int height, int paddedWidth, int paddedHeight, ChannelOrder colors, float mean, float scale, Span<float> tensor)
    {
        if (width < paddedWidth || height < paddedHeight)
            tensor.Clear();
        var plane = paddedWidth * paddedHeight;
        ReadOnlySpan<int> planes = colors == ChannelOrder.Rgb ? [0, plane, 2 * plane] : [2 * plane, plane, 0];

        var groups = (width + Group - 1) / Group;
        var wide = groups * Group;
        var columns = ArrayPool<Columns>.Shared.Rent(groups);
        for (var i = 0; i < groups; i++)
            columns[i] = Columns.Of(i * Group, width, picture.Width);
        var buffer = ArrayPool<uint>.Shared.Rent(picture.Width + Group);
        var pixels = buffer.AsSpan(0, picture.Width + Group);
        // The two widened rows between which a row of the tensor lies, red, green and blue in turn.
        var rows = ArrayPool<float>.Shared.Rent(6 * wide);
        var (upper, lower, upperRow) = (0, 3 * wide, int.MinValue);
        for (var y = 0; y < height; y++)
        {
            var at = Neighbour.Of(y, height, picture.Height);
            if (at.First != upperRow)
            {
                if (at.First == upperRow + 1)
                    (upper, lower) = (lower, upper);
                else
                    Widen(picture, at.First, columns.AsSpan(0, groups), mean, scale, pixels, rows.AsSpan(upper, 3 * wide));
                Widen(picture, Math.Min(at.First + 1, picture.Height - 1), columns.AsSpan(0, groups), mean, scale, pixels, rows.AsSpan(lower, 3 * wide));
                upperRow = at.First;
            }
            for (var color = 0; color < 3; color++)
            {
                TensorPrimitives.Lerp(
                    rows.AsSpan(upper + color * wide, width),
                    rows.AsSpan(lower + color * wide, width),
                    at.Share,
                    tensor.Slice(planes[color] + y * paddedWidth, width));
            }
        }
        ArrayPool<Columns>.Shared.Return(columns);
        ArrayPool<uint>.Shared.Return(buffer);
        ArrayPool<float>.Shared.Return(rows);
    }

    private static void Widen(Picture picture, int y, ReadOnlySpan<Columns> columns, float mean, float scale, Span<uint> pixels, Span<float> row)
    {
        MemoryMarshal.Cast<byte, uint>(picture.Pixels.Slice(y * picture.Stride, picture.Stride)).CopyTo(pixels);
        // The last pixel once more, for neighbours to the right of it.
        pixels[picture.Width..].Fill(pixels[picture.Width - 1]);
        var (scales, offsets) = (Vector256.Create(scale), Vector256.Create(-mean * scale));
        var wide = row.Length / 3;
        for (var i = 0; i < columns.Length; i++)
        {
            ref readonly var at = ref columns[i];
            var left = Vector256.ShuffleNative(Vector256.Create<uint>(pixels[at.First..]), at.Places);
            var right = Vector256.ShuffleNative(Vector256.Create<uint>(pixels[(at.First + 1)..]), at.Places);
            Vector256.MultiplyAddEstimate(PixelVectors.Between(left, right, at.Shares), scales, offsets).CopyTo(row[(i * Group)..]);
            Vector256.MultiplyAddEstimate(PixelVectors.Between(left >>> 8, right >>> 8, at.Shares), scales, offsets).CopyTo(row[(wide + i * Group)..]);
            Vector256.MultiplyAddEstimate(PixelVectors.Between(left >>> 16, right >>> 16, at.Shares), scales, offsets).CopyTo(row[(2 * wide + i * Group)..]);
        }
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

    /// <summary>Where eight columns side by side lie in the picture.</summary>
    /// <param name="First">The pixel to the left of the first column.</param>
    /// <param name="Places">How far the pixel to the left of each is from there: 7 at most, because the picture is enlarged.</param>
    /// <param name="Shares">The part that the pixel to the right has.</param>
    private readonly record struct Columns(int First, Vector256<uint> Places, Vector256<float> Shares)
    {
        public static Columns Of(int column, int length, int pictureLength)
        {
            Span<uint> places = stackalloc uint[Group];
            Span<float> shares = stackalloc float[Group];
            var first = Neighbour.Of(column, length, pictureLength).First;
            for (var i = 0; i < Group; i++)
            {
                var at = Neighbour.Of(Math.Min(column + i, length - 1), length, pictureLength);
                // Rounding may put the first column just left of its pixel, and so the last one pixel too far.
                var place = Math.Min(at.First - first, Group - 1);
                places[i] = (uint)place;
                shares[i] = at.First - first - place + at.Share;
            }
            return new Columns(first, Vector256.Create<uint>(places), Vector256.Create<float>(shares));
        }
    }
}
