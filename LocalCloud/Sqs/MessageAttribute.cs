using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>A value that travels beside the body of a message.</summary>
/// <param name="DataType">"String", "Number" or "Binary", with an optional ".custom" part.</param>
internal sealed record MessageAttribute(string DataType, string? Text, ImmutableArray<byte> Binary)
{
    public static readonly ImmutableSortedDictionary<string, MessageAttribute> None =
        ImmutableSortedDictionary.Create<string, MessageAttribute>(StringComparer.Ordinal);

    public bool IsBinary => DataType.StartsWith("Binary", StringComparison.Ordinal);

    public int Size(string name) =>
        Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(DataType) + (IsBinary ? Binary.Length : Encoding.UTF8.GetByteCount(Text!));

    /// <summary>The digest by which the SDKs check that attributes arrived whole; null where there are none.</summary>
    public static string? Digest(IEnumerable<KeyValuePair<string, MessageAttribute>> attributes)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var any = false;
        foreach (var (name, attribute) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            any = true;
            Append(md5, Encoding.UTF8.GetBytes(name));
            Append(md5, Encoding.UTF8.GetBytes(attribute.DataType));
            md5.AppendData([attribute.IsBinary ? (byte)2 : (byte)1]);
            Append(md5, attribute.IsBinary ? attribute.Binary.AsSpan() : Encoding.UTF8.GetBytes(attribute.Text!));
        }

        return any ? Convert.ToHexStringLower(md5.GetHashAndReset()) : null;
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        hash.AppendData(length);
        hash.AppendData(data);
    }
}
