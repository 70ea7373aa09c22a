using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FaceRec.LocalCloud.S3;

/// <summary>What is known of an object besides its bytes; it is kept at the end of the object's file.</summary>
/// <param name="Sequence">Grows with every write, so that of two files for one key the later is known.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="Headers">What was stored with the object and is sent back with it, names in lower case.</param>
/// <param name="Checksums">By header name, e.g. "x-amz-checksum-crc32".</param>
internal sealed record StoredObject(
    string Key,
    long Sequence,
    long Size,
    string ETag,
    DateTimeOffset Modified,
    ImmutableSortedDictionary<string, string> Headers,
    ImmutableSortedDictionary<string, string> Checksums)
{
    /// <summary>Where the object is on this disk.</summary>
    [JsonIgnore]
    public string File { get; init; } = "";

    /// <summary>HTTP dates have whole seconds, so conditions are decided on whole seconds.</summary>
    [JsonIgnore]
    public DateTimeOffset ModifiedSecond => DateTimeOffset.FromUnixTimeSeconds(Modified.ToUnixTimeSeconds());
}
