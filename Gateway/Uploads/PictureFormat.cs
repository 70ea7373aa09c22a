using System.Text;

namespace FaceRec.Gateway;

/// <summary>A picture's format as its first bytes tell it; what the client declares does not count.</summary>
/// <param name="Name">For messages.</param>
/// <param name="MediaType">For the stored object.</param>
/// <param name="IsAccepted">False for formats that are known only to be refused by name.</param>
/// <param name="Advice">For refused ones: what to do.</param>
internal sealed record PictureFormat(string Name, string MediaType, bool IsAccepted = true, string? Advice = null)
{
    /// <summary>For messages.</summary>
    public const string Accepted = "JPEG, PNG, WebP, GIF (its first frame) and BMP";

    public static readonly PictureFormat Jpeg = new("JPEG", "image/jpeg");
    public static readonly PictureFormat Png = new("PNG", "image/png");
    public static readonly PictureFormat Gif = new("GIF", "image/gif");
    public static readonly PictureFormat Bmp = new("BMP", "image/bmp");
    public static readonly PictureFormat WebP = new("WebP", "image/webp");

    static readonly PictureFormat Heic = new("HEIC", "image/heic", false,
        "Convert it first, for example with 'heif-convert picture.heic picture.jpg', or set an iPhone's camera format to 'Most Compatible'.");
    static readonly PictureFormat Avif = new("AVIF", "image/avif", false);
    static readonly PictureFormat Tiff = new("TIFF", "image/tiff", false);
    static readonly PictureFormat Pdf = new("PDF", "application/pdf", false);
    static readonly PictureFormat Svg = new("SVG", "image/svg+xml", false);

    static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    static ReadOnlySpan<byte> PngStart => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format that the bytes begin like; null where none is known.</summary>
    public static PictureFormat? Sniff(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(JpegStart))
            return Jpeg;
        if (bytes.StartsWith(PngStart))
            return Png;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return Gif;
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return WebP;
        if (bytes.StartsWith("BM"u8) && bytes.Length >= 26)
            return Bmp;
        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
            return IsoBrand(Encoding.ASCII.GetString(bytes[8..12]));
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            return Tiff;
        if (bytes.StartsWith("%PDF-"u8))
            return Pdf;
        return bytes.StartsWith("<svg"u8) || (bytes.StartsWith("<?xml"u8) && bytes[..Math.Min(bytes.Length, 512)].IndexOf("<svg"u8) > 0) ? Svg : null;
    }

    static PictureFormat? IsoBrand(string brand) => brand switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => Heic,
        "avif" or "avis" => Avif,
        _ => null,
    };
}
