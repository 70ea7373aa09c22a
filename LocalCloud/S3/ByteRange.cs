using System.Globalization;

namespace FaceRec.LocalCloud.S3;

/// <summary>The part of an object that a Range header asks for.</summary>
internal readonly record struct ByteRange(long From, long Length)
{
    /// <summary>Null where the header is absent, or of a form that S3 ignores; more than one range is such a form.</summary>
    public static ByteRange? Parse(string header, long size)
    {
        if (!header.StartsWith("bytes=", StringComparison.Ordinal))
            return null;
        var ends = header[6..].Split('-');
        if (ends.Length != 2)
            return null;
        if (ends[0].Length == 0)
        {
            if (!TryParse(ends[1], out var last))
                return null;
            return last == 0 || size == 0 ? throw S3Errors.InvalidRange() : new ByteRange(Math.Max(0, size - last), Math.Min(last, size));
        }

        var to = size - 1;
        if (!TryParse(ends[0], out var from) || (ends[1].Length > 0 && !TryParse(ends[1], out to)) || (ends[1].Length > 0 && to < from))
            return null;
        return from >= size ? throw S3Errors.InvalidRange() : new ByteRange(from, Math.Min(to, size - 1) - from + 1);
    }

    public string ContentRange(long size) => $"bytes {From}-{From + Length - 1}/{size}";

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
