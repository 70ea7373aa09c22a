using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FaceRec.LocalCloud.Signing;

/// <summary>AWS Signature Version 4, as "Create a signed AWS API request" in the IAM user guide describes it.</summary>
internal static class SigV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>SHA-256 of nothing.</summary>
    public static readonly string EmptyHash = Hash([]);

    /// <param name="path">In canonical form already; see <see cref="CanonicalPaths"/>.</param>
    /// <param name="query">Decoded names and values, without the signature itself.</param>
    /// <param name="headers">The signed ones, names in lower case.</param>
    public static string CanonicalRequest(
        string method, string path, IEnumerable<(string Name, string Value)> query, IEnumerable<(string Name, string Value)> headers, string payloadHash)
    {
        var text = new StringBuilder();
        text.Append(method).Append('\n').Append(path).Append('\n');
        text.AppendJoin('&', query.Select(pair => (Name: Encode(pair.Name), Value: Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}")).Append('\n');
        var sorted = headers.OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        foreach (var (name, value) in sorted)
            text.Append(name).Append(':').Append(Trim(value)).Append('\n');
        return text.Append('\n').AppendJoin(';', sorted.Select(header => header.Name)).Append('\n').Append(payloadHash).ToString();
    }

    /// <summary>
    /// S3 signs the path encoded once, every other service the path as it is sent, encoded again. Keys with dots for segments are sent with
    /// their dots encoded, which clients sign as it is sent and others as it should be: both name the same object.
    /// </summary>
    public static IReadOnlyList<string> CanonicalPaths(string rawPath, bool isS3) =>
        isS3 ? [EncodePath(Uri.UnescapeDataString(rawPath)), rawPath] : [EncodePath(rawPath)];

    public static string StringToSign(string time, string scope, string canonicalRequest) =>
        $"{Algorithm}\n{time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <param name="scope">Date, region, service and "aws4_request", with slashes between.</param>
    public static byte[] SigningKey(string secret, string scope) =>
        scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    public static string Sign(byte[] signingKey, string stringToSign) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(stringToSign)));

    public static string Hash(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    public static bool TryParseTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    // What is unreserved in RFC 3986 is what this leaves alone.
    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Encode));

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
