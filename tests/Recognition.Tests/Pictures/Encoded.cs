using FaceRec.Messages;
using SkiaSharp;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>Writes a photograph down again in the ways in which cameras, scanners and programs do.</summary>
internal static class Encoded
{
    private const int Quality = 92;

    /// <summary>As a camera stores it that was held another way: pixels turned or mirrored, and the EXIF tag that says so.</summary>
    public static byte[] WithOrientation(byte[] picture, int orientation)
    {
        using var upright = SKBitmap.Decode(picture);
        var swaps = orientation >= 5;
        using var stored = new SKBitmap(swaps ? upright.Height : upright.Width, swaps ? upright.Width : upright.Height);
        var (from, to) = (upright.Pixels, new SKColor[stored.Width * stored.Height]);
        var (right, bottom) = (upright.Width - 1, upright.Height - 1);
        for (var y = 0; y < stored.Height; y++)
        {
            for (var x = 0; x < stored.Width; x++)
            {
                // EXIF 2.3, tag 0x0112: which side of the scene the stored picture's first row and first column are.
                var (fromX, fromY) = orientation switch
                {
                    1 => (x, y),
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (right - y, x),
                    7 => (right - y, bottom - x),
                    _ => (y, bottom - x),
                };
                to[y * stored.Width + x] = from[fromY * upright.Width + fromX];
            }
        }
        stored.Pixels = to;
        var jpeg = Encode(stored, SKEncodedImageFormat.Jpeg);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    public static byte[] Gray(byte[] picture, SKEncodedImageFormat format) => Convert(picture, SKColorType.Gray8, format);

    /// <summary>A PNG with 16 bits a colour.</summary>
    public static byte[] Png16(byte[] picture) => Convert(picture, SKColorType.Rgba16161616, SKEncodedImageFormat.Png);

    public static byte[] As(byte[] picture, SKEncodedImageFormat format) => Convert(picture, SKColorType.Rgba8888, format);

    /// <summary>A PNG whose left and right borders, a twentieth of the width each, are transparent.</summary>
    public static byte[] PngWithTransparentBorders(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        using var cut = new SKBitmap(new SKImageInfo(bitmap.Width, bitmap.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        cut.Pixels = [.. bitmap.Pixels.Select((color, i) => i % cut.Width < cut.Width / 20 || i % cut.Width >= cut.Width * 19 / 20 ? SKColors.Transparent : color)];
        return Encode(cut, SKEncodedImageFormat.Png);
    }

    /// <summary>Shrunk to a share of its size, and enlarged again where that is asked for, which blurs it.</summary>
    public static byte[] Shrunk(byte[] picture, float share, bool enlarge = false)
    {
        using var bitmap = SKBitmap.Decode(picture);
        var sampling = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
        using var small = bitmap.Resize(new SKSizeI((int)(bitmap.Width * share), (int)(bitmap.Height * share)), sampling);
        if (!enlarge)
            return Encode(small, SKEncodedImageFormat.Png);
        using var large = small.Resize(new SKSizeI(bitmap.Width, bitmap.Height), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return Encode(large, SKEncodedImageFormat.Png);
    }

    /// <summary>One face with its own height of surroundings.</summary>
    public static byte[] Cropped(byte[] picture, PictureBox face)
    {
        using var bitmap = SKBitmap.Decode(picture);
        using var crop = new SKBitmap();
        var (x, y, half) = (face.X + face.Width / 2, face.Y + face.Height / 2, face.Height);
        bitmap.ExtractSubset(crop, SKRectI.Intersect(new SKRectI((int)(x - half), (int)(y - half), (int)(x + half), (int)(y + half)), bitmap.Info.Rect));
        return Encode(crop, SKEncodedImageFormat.Png);
    }

    /// <summary>A picture without anything on it.</summary>
    public static byte[] Blank(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SteelBlue);
        return Encode(bitmap, SKEncodedImageFormat.Png);
    }

    /// <summary>A JPEG of one component, made of the picture's colours.</summary>
    internal static byte[] Plane(SKBitmap bitmap, Func<SKColor, byte> value)
    {
        var gray = new SKImageInfo(bitmap.Width, bitmap.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var image = SKImage.FromPixelCopy(gray, Array.ConvertAll(bitmap.Pixels, color => value(color)), bitmap.Width);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static byte[] Convert(byte[] picture, SKColorType colors, SKEncodedImageFormat format)
    {
        using var bitmap = SKBitmap.Decode(picture);
        using var converted = bitmap.Copy(colors);
        return Encode(converted, format);
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, Quality);
        return data.ToArray();
    }
}
