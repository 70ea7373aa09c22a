using FaceRec.Messages;
using SkiaSharp;

namespace FaceRec.Gateway;

/// <summary>Draws the boxes and names of a recognition into its picture.</summary>
internal sealed class PicturePainter : IDisposable
{
    /// <summary>Longer side of what is drawn, at most: enough for a screen, and bounded work for a picture of any size.</summary>
    public const int LongSide = 1600;

    const int Quality = 88;
    static readonly SKColor Known = new(0x4B, 0xE3, 0x8D);
    static readonly SKColor Unknown = new(0xFF, 0xD5, 0x4A);
    static readonly SKColor Behind = new(0x10, 0x15, 0x1D, 0xD8);

    // Decoding takes a core for a while; more at once would hold up everybody else's requests.
    readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount - 1));
    readonly LabelFont _font = new();

    /// <summary>The picture upright, with boxes and names, as a JPEG; null where it cannot be decoded.</summary>
    public async Task<byte[]?> PaintAsync(ReadOnlyMemory<byte> picture, FacesRecognized faces, CancellationToken cancellationToken)
    {
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Paint(picture, faces), cancellationToken);
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose()
    {
        _cores.Dispose();
        _font.Dispose();
    }

    byte[]? Paint(ReadOnlyMemory<byte> bytes, FacesRecognized faces)
    {
        using var stored = Decode(bytes, out var origin);
        if (stored is null)
            return null;
        var upright = SwapsSides(origin) ? new SKSizeI(stored.Height, stored.Width) : new SKSizeI(stored.Width, stored.Height);
        var scale = Math.Min(1f, (float)LongSide / Math.Max(upright.Width, upright.Height));
        using var surface = SKSurface.Create(new SKImageInfo(Math.Max(1, (int)(upright.Width * scale)), Math.Max(1, (int)(upright.Height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        // What shows through transparent pixels, as the workers see it.
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        canvas.Save();
        canvas.Concat(Upright(origin, stored.Width, stored.Height));
        using (var image = SKImage.FromBitmap(stored))
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Restore();

        canvas.ResetMatrix();
        var pixels = (float)surface.Canvas.DeviceClipBounds.Width / Math.Max(1, faces.Width);
        foreach (var face in faces.Faces)
            Draw(canvas, face, pixels);
        using var drawn = surface.Snapshot();
        using var jpeg = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    void Draw(SKCanvas canvas, RecognizedFace face, float scale)
    {
        var bounds = canvas.DeviceClipBounds;
        var line = Math.Clamp(Math.Max(bounds.Width, bounds.Height) / 400f, 1.5f, 4f);
        var box = SKRect.Create(face.Box.X * scale, face.Box.Y * scale, face.Box.Width * scale, face.Box.Height * scale);
        using var paint = new SKPaint { IsAntialias = true, IsStroke = true, StrokeWidth = line + 2, Color = new SKColor(0, 0, 0, 0x80) };
        canvas.DrawRoundRect(box, line * 2, line * 2, paint);
        (paint.StrokeWidth, paint.Color) = (line, face.Person is null ? Unknown : Known);
        canvas.DrawRoundRect(box, line * 2, line * 2, paint);

        var size = Math.Clamp(Math.Max(bounds.Width, bounds.Height) / 60f, 11f, 24f);
        var (text, width) = _font.Fit(face.Person ?? "unknown", size, Math.Max(box.Width * 2, bounds.Width / 4f));
        var (wide, high) = (width + size * 0.7f, size * 1.5f);
        // Above the box, or below where it would be cut off; and never past the sides.
        var top = box.Top - high >= 0 ? box.Top - high : Math.Min(box.Bottom, bounds.Height - high);
        var left = Math.Clamp(box.Left, 0, Math.Max(0, bounds.Width - wide));
        (paint.IsStroke, paint.Color) = (false, Behind);
        canvas.DrawRoundRect(SKRect.Create(left, top, wide, high), size * 0.25f, size * 0.25f, paint);
        paint.Color = SKColors.White;
        _font.Draw(canvas, text, left + size * 0.35f, top + size * 1.08f, size, paint);
    }

    static SKBitmap? Decode(ReadOnlyMemory<byte> bytes, out SKEncodedOrigin origin)
    {
        using var data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        origin = codec?.EncodedOrigin ?? SKEncodedOrigin.TopLeft;
        if (codec is null)
            return null;
        // JPEG decodes at eighths of its size, the others at full size only.
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)LongSide / Math.Max(codec.Info.Width, codec.Info.Height)));
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success or SKCodecResult.IncompleteInput)
            return bitmap;
        bitmap.Dispose();
        return null;
    }

    static bool SwapsSides(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Turns a picture as it is stored into the upright one (EXIF tag 0x0112).</summary>
    static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
