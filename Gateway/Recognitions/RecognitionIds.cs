using System.Globalization;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>
/// A recognition's id is a version 7 GUID: it begins with the milliseconds since 1970, so that the keys of stored results sort by time.
/// </summary>
internal static class RecognitionIds
{
    /// <summary>Before every stored result's key.</summary>
    public static readonly string Prefix = ObjectKeys.Result(Guid.Empty)[..^"00000000-0000-0000-0000-000000000000.json".Length];

    public static long MillisecondsOf(Guid id) => long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeOf(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(MillisecondsOf(id), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>A key before those of all results from this millisecond on, and after those of earlier ones.</summary>
    public static string KeyBefore(long milliseconds)
    {
        var hex = Math.Max(0, milliseconds).ToString("x12", CultureInfo.InvariantCulture);
        return $"{Prefix}{hex[..8]}-{hex[8..]}";
    }

    /// <summary>The id in a result's key; null where the key is of something else.</summary>
    public static Guid? FromKey(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(".json", StringComparison.Ordinal)
        && Guid.TryParseExact(key.AsSpan(Prefix.Length, key.Length - Prefix.Length - ".json".Length), "D", out var id) ? id : null;
}
