using System.Buffers.Binary;
using System.Text.Json;

namespace FaceRec.LocalCloud.S3;

/// <summary>
/// The file of one object: its bytes, then its record as JSON, then the record's length and a mark. Bytes and record in one file
/// become visible by one rename, so there is no moment at which one is there without the other.
/// </summary>
internal static class ObjectFile
{
    private const uint Mark = 0x31335346; // "FS31"
    private const int TailBytes = 8;
    private const int MaxRecordBytes = 1 << 20;

    /// <summary>Ends a file whose bytes are written, and brings it to the disk.</summary>
    public static async Task FinishAsync(FileStream file, StoredObject record, bool flushToDisk, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record);
        var tail = new byte[json.Length + TailBytes];
        json.CopyTo(tail, 0);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(json.Length), json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(json.Length + 4), Mark);
        await file.WriteAsync(tail, cancellationToken);
        file.Flush(flushToDisk);
    }

    /// <summary>The record of a file, or null where the file is not a whole object.</summary>
    public static StoredObject? Read(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> tail = stackalloc byte[TailBytes];
        if (length < TailBytes || RandomAccess.Read(file, tail, length - TailBytes) != TailBytes)
            return null;
        var size = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (BinaryPrimitives.ReadUInt32LittleEndian(tail[4..]) != Mark || size is <= 0 or > MaxRecordBytes || size + TailBytes > length)
            return null;
        var json = new byte[size];
        if (RandomAccess.Read(file, json, length - TailBytes - size) != size)
            return null;
        try
        {
            return JsonSerializer.Deserialize<StoredObject>(json) is { } record && record.Size == length - TailBytes - size
                ? record with { File = path }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static FileStream OpenRead(StoredObject stored) => new(
        stored.File, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
