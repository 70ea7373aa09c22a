using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceRec.Messages;

namespace FaceRec.Recognition.Work;

internal static class FaceIds
{
    /// <summary>The same face of the same picture has the same id, however often it is enrolled. Another collection gives it another.</summary>
    public static string Of(string collection, ReadOnlySpan<byte> picture, PictureBox box)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{collection}/{Convert.ToHexString(SHA256.HashData(picture))}/{box.X:F0},{box.Y:F0},{box.Width:F0},{box.Height:F0}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..32];
    }
}
