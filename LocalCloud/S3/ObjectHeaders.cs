using System.Collections.Immutable;
using System.Text;

namespace FaceRec.LocalCloud.S3;

/// <summary>The headers that are stored with an object, or that would change it in ways that are not emulated.</summary>
internal static class ObjectHeaders
{
    private const string MetadataPrefix = "x-amz-meta-";

    private static readonly ImmutableHashSet<string> Kept =
        ["content-type", "cache-control", "content-disposition", "content-language", "expires"];

    // Accepted because the answer would be the same: one storage class, always encrypted, one owner.
    private static readonly ImmutableDictionary<string, string[]> Fixed = new Dictionary<string, string[]>
    {
        ["x-amz-storage-class"] = ["STANDARD"],
        ["x-amz-server-side-encryption"] = ["AES256"],
        ["x-amz-acl"] = ["private", "bucket-owner-full-control"],
    }.ToImmutableDictionary();

    private static readonly ImmutableArray<string> NotEmulated =
    [
        "x-amz-tagging", "x-amz-website-redirect-location", "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date", "x-amz-object-lock-legal-hold",
        "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-write-offset-bytes",
        "x-amz-grant-read", "x-amz-grant-write", "x-amz-grant-full-control", "x-amz-grant-read-acp", "x-amz-grant-write-acp",
    ];

    public static ImmutableSortedDictionary<string, string> Read(IHeaderDictionary headers)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var metadataBytes = 0;
        foreach (var (name, value) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower.StartsWith(MetadataPrefix, StringComparison.Ordinal))
                metadataBytes += lower.Length - MetadataPrefix.Length + Encoding.UTF8.GetByteCount(value.ToString());
            else if (!Kept.Contains(lower))
                continue;
            kept[lower] = value.ToString();
        }

        if (metadataBytes > S3Limits.MetadataBytes)
            throw S3Errors.MetadataTooLarge();
        var encoding = string.Join(", ", headers.ContentEncoding.ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(part => part != "aws-chunked"));
        if (encoding.Length > 0)
            kept["content-encoding"] = encoding;
        kept.TryAdd("content-type", "binary/octet-stream");
        return kept.ToImmutable();
    }

    public static void CheckEmulated(IHeaderDictionary headers)
    {
        foreach (var name in NotEmulated.Where(headers.ContainsKey))
            throw S3Errors.NotImplemented($"the header {name}");
        foreach (var (name, values) in Fixed)
        {
            if (headers.TryGetValue(name, out var value) && !values.Contains(value.ToString()))
                throw S3Errors.NotImplemented($"{name}: {value}");
        }
    }

    /// <summary>Tells about an object in the headers of an answer.</summary>
    public static void Write(HttpResponse response, StoredObject stored, bool withChecksums)
    {
        response.Headers.ETag = Quoted(stored.ETag);
        response.Headers.LastModified = stored.Modified.ToString("R");
        response.Headers.AcceptRanges = "bytes";
        response.Headers["x-amz-server-side-encryption"] = "AES256";
        foreach (var (name, value) in stored.Headers)
            response.Headers[name] = value;
        if (withChecksums)
            WriteChecksums(response, stored);
    }

    public static void WriteChecksums(HttpResponse response, StoredObject stored)
    {
        foreach (var (name, value) in stored.Checksums)
            response.Headers[name] = value;
        if (stored.Checksums.Count > 0)
            response.Headers["x-amz-checksum-type"] = stored.Checksums.Values.Any(value => value.Contains('-')) ? "COMPOSITE" : "FULL_OBJECT";
    }

    public static string Quoted(string etag) => $"\"{etag}\"";
}
