using System.Buffers.Binary;
using SkiaSharp;

namespace FaceRec.Gateway.Tests.Fuzz;

/// <summary>Small sound pictures of every accepted format, to be damaged.</summary>
internal static class Seeds
{
    public static IReadOnlyList<byte[]> Pictures { get; } = [Encode(SKEncodedImageFormat.Jpeg), Encode(SKEncodedImageFormat.Png), Encode(SKEncodedImageFormat.Webp), Bmp(), Gif()];

    static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(48, 32);
        for (var i = 0; i < 48 * 32; i++)
            bitmap.SetPixel(i % 48, i / 48, new SKColor((uint)(0xFF000000 | (i * 2654435761))));
        using var image = SKImage.FromBitmap(bitmap);
        return image.Encode(format, 80).ToArray();
    }

    /// <summary>16 x 16 pixels of 24 bits.</summary>
    static byte[] Bmp()
    {
        var bytes = new byte[54 + 16 * 16 * 3];
        "BM"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), 16);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(28), 24);
        return bytes;
    }

    /// <summary>One pixel.</summary>
    static byte[] Gif() => Convert.FromHexString("47494638396101000100800000FF0000000000" + "21F90400000000002C00000000010001000002024401003B");
}
