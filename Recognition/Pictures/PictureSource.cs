using FaceRec.Messages;
using SkiaSharp;

namespace FaceRec.Recognition.Pictures;

/// <summary>
/// An encoded picture whose header has been read and found acceptable. It can be decoded at several sizes, because faces are
/// found in a small version and cut out of a large one.
/// </summary>
internal sealed class PictureSource : IDisposable
{
    private readonly SKData _data;
    private readonly SKCodec _codec;

    private PictureSource(SKData data, SKCodec codec) => (_data, _codec) = (data, codec);

    /// <summary>Width of the upright picture at full size.</summary>
    public int Width => Orientation.SwapsSides(_codec.EncodedOrigin) ? _codec.Info.Height : _codec.Info.Width;

    /// <summary>Height of the upright picture at full size.</summary>
    public int Height => Orientation.SwapsSides(_codec.EncodedOrigin) ? _codec.Info.Width : _codec.Info.Height;

    /// <summary>Reads the header; what is not acceptable is in <paramref name="rejection"/>, decided before any pixel is decoded.</summary>
    public static PictureSource? TryOpen(ReadOnlyMemory<byte> bytes, long maxPixels, out Rejection? rejection)
    {
        rejection = null;
        var data = SKData.CreateCopy(bytes.Span);
        if (SKCodec.Create(data) is not { } codec)
        {
            data.Dispose();
            rejection = new Rejection(RejectionCodes.Unreadable, "The file is not a picture that can be decoded. JPEG, PNG, WebP, BMP and GIF are accepted.");
            return null;
        }
        var source = new PictureSource(data, codec);
        if ((long)codec.Info.Width * codec.Info.Height <= maxPixels)
            return source;

        rejection = new Rejection(
            RejectionCodes.TooManyPixels, $"The picture has {codec.Info.Width} x {codec.Info.Height} pixels; at most {maxPixels / 1_000_000} million are decoded.");
        source.Dispose();
        return null;
    }

    /// <summary>
    /// Decodes the picture, upright, with its longer side at least as long as asked for or at full size; cheaper where the
    /// format can decode at a fraction of the size (JPEG: eighths). Null where the data is damaged or ends too early.
    /// </summary>
    public Picture? TryDecode(int longSide)
    {
        var scale = Math.Min(1f, (float)longSide / Math.Max(Width, Height));
        var size = _codec.GetScaledDimensions(scale);
        if (Math.Max(size.Width, size.Height) < Math.Min(longSide, Math.Max(Width, Height)))
            size = _codec.GetScaledDimensions(Math.Min(1f, scale + 0.125f));

        var picture = new Picture(size.Width, size.Height);
        if (!TryDecode(picture))
        {
            picture.Dispose();
            return null;
        }
        var upright = Orientation.Apply(picture, _codec.EncodedOrigin);
        if (upright != picture)
            picture.Dispose();
        return upright;
    }

    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    private unsafe bool TryDecode(Picture picture)
    {
        // No colour space: the numbers are taken as they are. Profiles change little for faces, and the models know sRGB only.
        var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        fixed (byte* pixels = picture.Pixels)
        {
            // IncompleteInput would leave the rest of the picture gray: half a picture could hide half its faces.
            if (_codec.GetPixels(info, (nint)pixels) != SKCodecResult.Success)
                return false;
        }
        if (_codec.Info.AlphaType != SKAlphaType.Opaque)
            PutOnWhite(picture.Pixels);
        return true;
    }

    // What browsers show behind transparent pixels, and what people cut out portraits against.
    private static void PutOnWhite(Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += Picture.BytesPerPixel)
        {
            var alpha = pixels[i + 3];
            if (alpha == 255)
                continue;
            for (var c = 0; c < 3; c++)
                pixels[i + c] = (byte)((pixels[i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
}
