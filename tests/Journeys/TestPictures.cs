using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace FaceRec.Journeys;

/// <summary>Pictures that no camera takes.</summary>
static class TestPictures
{
    static readonly byte[] Signature = [0x89, .. "PNG\r\n\x1a\n"u8];

    /// <summary>A true PNG, all of one grey.</summary>
    public static byte[] Grey(int width, int height) => Png(width, height, new byte[height * (width + 1)]);

    /// <summary>Some hundred bytes that say they are 50,000 by 50,000 pixels.</summary>
    public static byte[] Bomb() => Png(50_000, 50_000, new byte[50_001]);

    static byte[] Png(int width, int height, byte[] rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a pixel, of greyscale
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(rows);
        return [.. Signature, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.HashToUInt32(named));
        return [.. length, .. named, .. sum];
    }
}
