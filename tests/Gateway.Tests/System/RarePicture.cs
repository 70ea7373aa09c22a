using System.Buffers.Binary;
using System.IO.Hashing;
using SkiaSharp;

namespace FaceRec.Gateway.Tests;

/// <summary>Files that SkiaSharp reads and does not write.</summary>
internal static class RarePicture
{
    /// <summary>24 bits a pixel.</summary>
    public static byte[] Bmp(SKBitmap picture)
    {
        var row = (picture.Width * 3 + 3) / 4 * 4;
        var bytes = new byte[54 + row * picture.Height];
        "BM"u8.CopyTo(bytes);
        foreach (var (at, value) in new[] { (2, bytes.Length), (10, 54), (14, 40), (18, picture.Width), (22, picture.Height), (26, 1 | 24 << 16) })
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (color, at) = (picture.GetPixel(x, picture.Height - 1 - y), 54 + y * row + x * 3);
                (bytes[at], bytes[at + 1], bytes[at + 2]) = (color.Blue, color.Green, color.Red);
            }
        }

        return bytes;
    }

    /// <summary>In shades of gray, one frame after the other.</summary>
    public static byte[] Gif(params SKBitmap[] frames)
    {
        var size = Sides(frames[0].Width, frames[0].Height);
        List<byte> file = [.. "GIF89a"u8, .. size, 0xF7, 0, 0, .. Enumerable.Range(0, 256).SelectMany(shade => new[] { (byte)shade, (byte)shade, (byte)shade })];
        foreach (var frame in frames)
        {
            // Shown for 100 ms; eight bits a pixel.
            file.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. size, 0, 8]);
            foreach (var block in Codes(frame).Chunk(255))
                file.AddRange([(byte)block.Length, .. block]);
            file.Add(0);
        }

        return [.. file, 0x3B];
    }

    public static byte[] AnimatedWebP(params SKBitmap[] frames)
    {
        byte[] size = [.. ThreeBytes(frames[0].Width - 1), .. ThreeBytes(frames[0].Height - 1)];
        List<byte> chunks = [.. Chunk("VP8X"u8, [2, 0, 0, 0, .. size]), .. Chunk("ANIM"u8, new byte[6])];
        foreach (var frame in frames)
        {
            using var still = frame.Encode(SKEncodedImageFormat.Webp, 90);
            chunks.AddRange(Chunk("ANMF"u8, [.. new byte[6], .. size, .. ThreeBytes(100), 0, .. PixelsOf(still.ToArray())]));
        }

        return Chunk("RIFF"u8, [.. "WEBP"u8, .. chunks]);
    }

    /// <summary>The file, whose header now declares 50,000 x 50,000 pixels: 10 GB to whoever decodes without looking.</summary>
    public static byte[] Bomb(byte[] file)
    {
        const ushort side = 50_000;
        var bomb = file.ToArray();
        switch (PictureFormat.Sniff(bomb)!.Name)
        {
            case "PNG":
                BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), side);
                BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), side);
                BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32.HashToUInt32(bomb.AsSpan(12, 17)));
                break;
            case "JPEG":
                var frame = bomb.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(bomb.AsSpan(frame + 5), side);
                BinaryPrimitives.WriteUInt16BigEndian(bomb.AsSpan(frame + 7), side);
                break;
            case "GIF":
                Sides(side, side).CopyTo(bomb, 6);
                Sides(side, side).CopyTo(bomb, bomb.AsSpan().IndexOf<byte>([0x2C, 0, 0, 0, 0]) + 5);
                break;
            case "BMP":
                BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(18), side);
                BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(22), side);
                break;
        }

        return bomb;
    }

    // LZW that never uses its table: every pixel is a code of nine bits, and the table is emptied before it needs a tenth.
    static IEnumerable<byte> Codes(SKBitmap frame)
    {
        const int clear = 256, end = 257, mostBetween = 250;
        var (bits, count) = (0, 0);
        var codes = frame.Pixels.Chunk(mostBetween).SelectMany(chunk => chunk.Select(color => (color.Red * 2 + color.Green * 5 + color.Blue) / 8).Prepend(clear)).Append(end);
        foreach (var code in codes)
        {
            (bits, count) = (bits | code << count, count + 9);
            for (; count >= 8; bits >>= 8, count -= 8)
                yield return (byte)bits;
        }

        if (count > 0)
            yield return (byte)bits;
    }

    // The chunk with the pixels, without those that say what they mean.
    static byte[] PixelsOf(byte[] webP)
    {
        var at = 12;
        while (!webP.AsSpan(at).StartsWith("VP8 "u8))
            at += 8 + (BinaryPrimitives.ReadInt32LittleEndian(webP.AsSpan(at + 4)) + 1) / 2 * 2;
        return webP[at..];
    }

    static byte[] Sides(int width, int height) => [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];

    static byte[] ThreeBytes(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. name, .. length, .. content, .. new byte[content.Length % 2]];
    }
}
