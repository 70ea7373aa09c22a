using SkiaSharp;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>
/// Writes JPEGs for print, which no encoder at hand does: four pictures of one component each become the four scans of one.
/// Adobe's programs store the inks inverted, so red, green and blue are cyan, magenta and yellow, and 255 is no black.
/// </summary>
internal static class CmykJpeg
{
    private const byte Marker = 0xFF, Start = 0xD8, End = 0xD9, Frame = 0xC0, Huffman = 0xC4, Quantization = 0xDB, Scan = 0xDA;

    public static byte[] Encode(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        var planes = new[]
        {
            Encoded.Plane(bitmap, color => color.Red), Encoded.Plane(bitmap, color => color.Green), Encoded.Plane(bitmap, color => color.Blue),
            Encoded.Plane(bitmap, _ => 255),
        };
        var file = new List<byte> { Marker, Start };
        file.AddRange([Marker, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        var first = Segments(planes[0]).ToList();
        file.AddRange(first.Where(segment => segment[1] == Quantization).SelectMany(segment => segment));
        var size = first.Single(segment => segment[1] == Frame).AsSpan(5, 4).ToArray();
        file.AddRange([Marker, Frame, 0, 20, 8, .. size, 4]);
        for (byte component = 1; component <= 4; component++)
            file.AddRange([component, 0x11, 0]);
        for (byte component = 1; component <= 4; component++)
        {
            var segments = Segments(planes[component - 1]).ToList();
            file.AddRange(segments.Where(segment => segment[1] == Huffman).SelectMany(segment => segment));
            file.AddRange([Marker, Scan, 0, 8, 1, component, 0, 0, 63, 0]);
            // The entropy-coded data follows the header of 10 bytes.
            file.AddRange(segments.Single(segment => segment[1] == Scan).Skip(10));
        }
        return [.. file, Marker, End];
    }

    // Marker segments, each with its marker; that of the scan with the data that follows it, up to the end marker.
    private static IEnumerable<byte[]> Segments(byte[] jpeg)
    {
        for (var at = 2; at < jpeg.Length && jpeg[at + 1] != End;)
        {
            var length = jpeg[at + 1] == Scan ? jpeg.Length - 2 - at : 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
            yield return jpeg[at..(at + length)];
            at += length;
        }
    }
}
