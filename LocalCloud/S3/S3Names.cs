using System.Text;

namespace FaceRec.LocalCloud.S3;

/// <summary>Which names of buckets and objects are valid.</summary>
internal static class S3Names
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Splits the raw path of a request. The framework's own path is of no use here: it folds "..", which is a key like any other.</summary>
    public static (string Bucket, string Key) Split(string rawTarget)
    {
        var end = rawTarget.IndexOf('?');
        var path = (end < 0 ? rawTarget : rawTarget[..end]).TrimStart('/');
        var slash = path.IndexOf('/');
        return slash < 0 ? (Decode(path), "") : (Decode(path[..slash]), CheckKey(Decode(path[(slash + 1)..])));
    }

    public static string CheckKey(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > S3Limits.KeyBytes)
            throw S3Errors.KeyTooLong();
        return key.Contains('\0') ? throw S3Errors.InvalidUri() : key;
    }

    /// <summary>AWS's rules for names of buckets; what passes them is also harmless as the name of a folder.</summary>
    public static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal)
        && !System.Net.IPAddress.TryParse(name, out _);

    /// <summary>Undoes percent-encoding, strictly: bytes that are not UTF-8 name nothing.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%'))
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                count += Encoding.UTF8.GetBytes(text.AsSpan(i, 1), bytes.AsSpan(count));
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out bytes[count]))
                throw S3Errors.InvalidUri();
            count++;
            i += 2;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }
}
