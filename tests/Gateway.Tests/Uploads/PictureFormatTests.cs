using System.Text;

namespace FaceRec.Gateway.Tests;

public sealed class PictureFormatTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", "JPEG", true)]
    [InlineData("89504E470D0A1A0A0000000D", "PNG", true)]
    [InlineData("474946383961", "GIF", true)]
    [InlineData("52494646AAAAAAAA5745425056503820", "WebP", true)]
    [InlineData("000000186674797068656963", "HEIC", false)]
    [InlineData("000000186674797061766966", "AVIF", false)]
    [InlineData("49492A0008000000", "TIFF", false)]
    [InlineData("255044462D312E37", "PDF", false)]
    public void Tells_the_format_by_the_first_bytes(string hex, string name, bool accepted)
    {
        var format = PictureFormat.Sniff(Convert.FromHexString(hex));

        Assert.Equal((name, accepted), (format?.Name, format?.IsAccepted));
    }

    [Theory]
    [InlineData("hello, I am a text")]
    [InlineData("")]
    [InlineData("\u00ff")]
    [InlineData("BM")]
    public void Knows_no_format_for_other_bytes(string text) => Assert.Null(PictureFormat.Sniff(Encoding.Latin1.GetBytes(text)));
}
