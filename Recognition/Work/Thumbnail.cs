using FaceRec.Messages;
using FaceRec.Recognition.Pictures;
using SkiaSharp;

namespace FaceRec.Recognition.Work;

/// <summary>A small JPEG of one face, for people to see who is enrolled.</summary>
internal static class Thumbnail
{
    private const int Side = 160;
    // Some hair and chin around the box.
    private const float Surroundings = 1.3f;
    private const int Quality = 85;

    /// <summary>Null where the picture cannot be decoded.</summary>
    public static byte[]? TryMake(ReadOnlyMemory<byte> bytes, long maxPixels, PictureBox box)
    {
        using var source = PictureSource.TryOpen(bytes, maxPixels, out _);
        var side = Math.Max(box.Width, box.Height) * Surroundings;
        if (source?.TryDecode((int)Math.Ceiling(Math.Max(source.Width, source.Height) * Side / side)) is not { } picture)
            return null;
        using (picture)
        {
            var scale = (float)picture.Width / source.Width;
            var step = side * scale / Side;
            var (left, top) = ((box.X + box.Width / 2 - side / 2) * scale, (box.Y + box.Height / 2 - side / 2) * scale);
            var map = new Affine(step, 0, left + step / 2 - 0.5f, 0, step, top + step / 2 - 0.5f);
            using var face = Cutout.Cut(picture, map, Side, Side, Cutout.SamplesFor(step, from: 1));
            return Encode(face);
        }
    }

    private static byte[] Encode(Picture face)
    {
        using var image = SKImage.FromPixelCopy(new SKImageInfo(face.Width, face.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), face.Pixels);
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }
}
