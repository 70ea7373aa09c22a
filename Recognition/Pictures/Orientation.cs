using System.Runtime.InteropServices;
using SkiaSharp;

namespace FaceRec.Recognition.Pictures;

/// <summary>The eight ways in which a camera may have stored an upright picture (EXIF tag 0x0112).</summary>
internal static class Orientation
{
    public static bool SwapsSides(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>The picture upright: itself where it is so already, else a new one.</summary>
    public static Picture Apply(Picture stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return stored;

        var (width, height) = SwapsSides(origin) ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var upright = new Picture(width, height);
        var from = MemoryMarshal.Cast<byte, uint>(stored.Pixels);
        var to = MemoryMarshal.Cast<byte, uint>(upright.Pixels);
        // Where the upright picture's first pixel is stored, and how far apart its neighbours to the right and below are.
        var (w, last) = (stored.Width, stored.Width * stored.Height - 1);
        var (start, right, down) = origin switch
        {
            SKEncodedOrigin.TopRight => (w - 1, -1, w),
            SKEncodedOrigin.BottomRight => (last, -1, -w),
            SKEncodedOrigin.BottomLeft => (last - w + 1, 1, -w),
            SKEncodedOrigin.LeftTop => (0, w, 1),
            SKEncodedOrigin.RightTop => (last - w + 1, -w, 1),
            SKEncodedOrigin.RightBottom => (last, -w, -1),
            SKEncodedOrigin.LeftBottom => (w - 1, w, -1),
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "EXIF knows eight orientations."),
        };
        for (var y = 0; y < height; y++)
        {
            var at = start + y * down;
            foreach (ref var pixel in to.Slice(y * width, width))
            {
                pixel = from[at];
                at += right;
            }
        }
        return upright;
    }
}
