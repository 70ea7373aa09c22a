using System.Numerics.Tensors;
using FaceRec.Messages;
using FaceRec.Recognition.Pictures;
using SkiaSharp;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>The same photograph, however it is stored, shows the same faces at the same places.</summary>
public class PictureFormatTests(EngineFixture fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_exif_orientation_is_turned_upright(int orientation) => ShowsTheSame(Encoded.WithOrientation(TestPictures.Sample(3), orientation));

    [Fact]
    public void Cmyk_jpeg() => ShowsTheSame(CmykJpeg.Encode(TestPictures.Sample(3)));

    [Fact]
    public void Png_with_16_bits() => ShowsTheSame(Encoded.Png16(TestPictures.Sample(3)));

    [Fact]
    public void Png() => ShowsTheSame(Encoded.As(TestPictures.Sample(3), SKEncodedImageFormat.Png));

    [Fact]
    public void Png_with_transparent_parts() => ShowsTheSame(Encoded.PngWithTransparentBorders(TestPictures.Sample(3)));

    [Fact]
    public void Webp() => ShowsTheSame(Encoded.As(TestPictures.Sample(3), SKEncodedImageFormat.Webp));

    [Fact]
    public void Gray_jpeg() => ShowsTheSame(Encoded.Gray(TestPictures.Sample(3), SKEncodedImageFormat.Jpeg), colors: false);

    [Fact]
    public void Gray_png() => ShowsTheSame(Encoded.Gray(TestPictures.Sample(3), SKEncodedImageFormat.Png), colors: false);

    [Fact]
    public void A_transparent_picture_lies_on_white()
    {
        using var source = PictureSource.TryOpen(Encoded.PngWithTransparentBorders(TestPictures.Sample(3)), 100_000_000, out _);
        using var picture = source!.TryDecode(int.MaxValue)!;
        Assert.Equal([255, 255, 255], picture.Pixels[..3].ToArray());
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void What_ends_too_early_is_refused_and_not_half_read(SKEncodedImageFormat format)
    {
        var whole = Encoded.As(TestPictures.Sample(3), format);
        foreach (var share in new[] { 0.3, 0.7, 0.95 })
        {
            Assert.Null(fixture.Engine.TryAnalyze(whole[..(int)(whole.Length * share)], embed: true, out var rejection));
            Assert.Equal(RejectionCodes.Unreadable, rejection!.Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no picture")]
    [InlineData("GIF89a")]
    public void What_is_no_picture_is_refused(string bytes)
    {
        Assert.Null(fixture.Engine.TryAnalyze(System.Text.Encoding.ASCII.GetBytes(bytes), embed: true, out var rejection));
        Assert.Equal(RejectionCodes.Unreadable, rejection!.Code);
    }

    // The header promises 2.5 billion pixels, and no pixel follows: who tried to decode would run out of data, or of memory before.
    [Fact]
    public void Too_many_pixels_are_refused_before_any_is_decoded()
    {
        var png = Encoded.Blank(1, 1);
        (png[16], png[17], png[18], png[19]) = (0, 0, 0xC3, 0x50);
        (png[20], png[21], png[22], png[23]) = (0, 0, 0xC3, 0x50);
        var checksum = System.IO.Hashing.Crc32.HashToUInt32(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), checksum);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(fixture.Engine.TryAnalyze(png, embed: true, out var rejection));

        Assert.Equal(RejectionCodes.TooManyPixels, rejection!.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private void ShowsTheSame(byte[] picture, bool colors = true)
    {
        var expected = fixture.Analyze(TestPictures.Sample(3));
        var actual = fixture.Analyze(picture);
        Assert.Equal((expected.Width, expected.Height, expected.Faces.Count), (actual.Width, actual.Height, actual.Faces.Count));
        foreach (var (before, after) in expected.Faces.Zip(actual.Faces))
        {
            Assert.Equal(before.Box.X, after.Box.X, before.Box.Width * 0.1f);
            Assert.Equal(before.Box.Y, after.Box.Y, before.Box.Width * 0.1f);
            // Without colours the network sees less, but still the same person.
            Assert.InRange(TensorPrimitives.Dot<float>(before.Embedding, after.Embedding), colors ? 0.9f : 0.7f, 1.001f);
        }
    }
}
