using System.Collections.Immutable;
using System.Security.Cryptography;

namespace FaceRec.LocalCloud.S3;

/// <summary>Compares a body with everything that the request says about it: Content-MD5, checksums in headers or trailers, the signed digest.</summary>
internal sealed class PayloadCheck : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash? _sha256;
    private readonly string _sha256Wanted;
    private readonly string _md5Wanted;
    private readonly Dictionary<string, (Checksum Checksum, string? Wanted)> _checksums = new(StringComparer.Ordinal);

    /// <param name="extra">A checksum to compute although nothing was said of its value, by header name.</param>
    public PayloadCheck(IHeaderDictionary headers, string? extra = null)
    {
        _md5Wanted = headers.ContentMD5.ToString();
        if (_md5Wanted.Length > 0 && !IsBase64(_md5Wanted, MD5.HashSizeInBytes))
            throw S3Errors.InvalidDigest("Content-MD5");
        _sha256Wanted = headers["x-amz-content-sha256"].ToString();
        if (_sha256Wanted.Length == 64)
            _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower.StartsWith(Checksum.HeaderPrefix, StringComparison.Ordinal) && Checksum.Create(lower) is { } checksum)
                _checksums[lower] = (checksum, value.ToString());
        }

        foreach (var name in headers["x-amz-trailer"].ToString().ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var checksum = Checksum.Create(name) ?? throw S3Errors.InvalidRequest($"The trailer {name} is not supported.");
            _checksums.TryAdd(name, (checksum, null));
            AwaitsTrailer = true;
        }

        if (extra is not null && !_checksums.ContainsKey(extra) && Checksum.Create(extra) is { } more)
            _checksums[extra] = (more, null);
    }

    public bool AwaitsTrailer { get; }

    public byte[] Md5 { get; private set; } = [];

    public void Append(ReadOnlySpan<byte> data)
    {
        _md5.AppendData(data);
        _sha256?.AppendData(data);
        foreach (var (checksum, _) in _checksums.Values)
            checksum.Append(data);
    }

    /// <summary>The checksums to be kept with the object.</summary>
    public ImmutableSortedDictionary<string, string> Kept { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The body is complete; throws where it is not what the request said.</summary>
    public void Finish(IReadOnlyDictionary<string, string> trailers)
    {
        Md5 = _md5.GetHashAndReset();
        if (_md5Wanted.Length > 0 && _md5Wanted != Convert.ToBase64String(Md5))
            throw S3Errors.BadDigest("Content-MD5");
        if (_sha256 is not null && !_sha256Wanted.Equals(Convert.ToHexString(_sha256.GetHashAndReset()), StringComparison.OrdinalIgnoreCase))
            throw S3Errors.ContentSha256Mismatch();
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, (checksum, wanted)) in _checksums)
        {
            var actual = Convert.ToBase64String(checksum.Finish());
            if ((wanted ?? trailers.GetValueOrDefault(name) ?? actual) != actual)
                throw S3Errors.BadDigest(name);
            kept[name] = actual;
        }

        Kept = kept.ToImmutable();
    }

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
        foreach (var (checksum, _) in _checksums.Values)
            checksum.Dispose();
    }

    private static bool IsBase64(string text, int length)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text.Length <= 64 && Convert.TryFromBase64String(text, bytes, out var count) && count == length;
    }
}
