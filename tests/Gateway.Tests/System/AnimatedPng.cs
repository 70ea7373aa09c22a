using System.Buffers.Binary;
using System.IO.Hashing;
using SkiaSharp;

namespace FaceRec.Gateway.Tests;

/// <summary>An animated PNG (APNG 1.0): a PNG whose further frames are in chunks of their own, which readers of still pictures pass over.</summary>
internal static class AnimatedPng
{
    const int SignatureLength = 8;

    public static byte[] Of(params SKBitmap[] frames)
    {
        var still = Encode(frames[0]);
        var (header, end) = (ChunksOf(still).First(), ChunksOf(still).Last());
        // The number of frames, and that they are shown for ever.
        List<byte> file = [.. still[..SignatureLength], .. header.Whole, .. Chunk("acTL"u8, [.. FourBytes(frames.Length), .. FourBytes(0)])];
        var sequence = 0;
        foreach (var (index, frame) in frames.Index())
        {
            // The whole picture, for a tenth of a second, over the one before.
            file.AddRange(Chunk("fcTL"u8, [.. FourBytes(sequence++), .. header.Content[..8], .. FourBytes(0), .. FourBytes(0), 0, 1, 0, 10, 0, 0]));
            foreach (var pixels in ChunksOf(index == 0 ? still : Encode(frame)).Where(chunk => chunk.Name == "IDAT"))
                file.AddRange(index == 0 ? pixels.Whole : Chunk("fdAT"u8, [.. FourBytes(sequence++), .. pixels.Content]));
        }

        return [.. file, .. end.Whole];
    }

    // Opaque, so that all frames have pixels of one kind.
    static byte[] Encode(SKBitmap frame)
    {
        using var opaque = new SKBitmap(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(opaque))
            canvas.DrawBitmap(frame, 0, 0, SKSamplingOptions.Default);
        using var png = opaque.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    static IEnumerable<(string Name, byte[] Content, byte[] Whole)> ChunksOf(byte[] png)
    {
        for (var at = SignatureLength; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)], png[at..(at + 12 + length)]);
            at += 12 + length;
        }
    }

    static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] named = [.. name, .. content];
        return [.. FourBytes(content.Length), .. named, .. FourBytes((int)Crc32.HashToUInt32(named))];
    }

    static byte[] FourBytes(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
