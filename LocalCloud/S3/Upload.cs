using System.Collections.Immutable;

namespace FaceRec.LocalCloud.S3;

/// <summary>A multipart upload that was begun.</summary>
/// <param name="ChecksumHeader">The checksum that its parts and the object carry, or null.</param>
/// <param name="FullObject">Whether the object's checksum is that of its bytes rather than of its parts' checksums.</param>
internal sealed record Upload(
    string Id,
    string Bucket,
    string Key,
    DateTimeOffset Initiated,
    ImmutableSortedDictionary<string, string> Headers,
    string? ChecksumHeader,
    bool FullObject);
