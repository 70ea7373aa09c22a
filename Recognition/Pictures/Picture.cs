namespace FaceRec.Recognition.Pictures;

/// <summary>An upright picture in memory: 4 bytes a pixel, red, green, blue and one unused, row by row. The memory is borrowed: dispose it.</summary>
internal sealed class Picture : IDisposable
{
    public const int BytesPerPixel = 4;

    private byte[]? _pixels;

    public Picture(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = LargeBuffers.Pixels.Rent(checked(width * height * BytesPerPixel));
    }

    public int Width { get; }
    public int Height { get; }
    public int Stride => Width * BytesPerPixel;

    /// <summary>Exactly the picture's bytes.</summary>
    public Span<byte> Pixels => (_pixels ?? throw new ObjectDisposedException(nameof(Picture))).AsSpan(0, Width * Height * BytesPerPixel);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
            LargeBuffers.Pixels.Return(pixels);
    }
}
