using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Records that wait to be written, each behind its length and CRC-32. Used only under a lock of the journal.</summary>
internal sealed class JournalBuffer
{
    // A burst of large messages must not keep its memory for ever.
    private const int KeptBytes = 4 << 20;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public JournalBuffer() => _writer = new BinaryWriter(_bytes, Encoding.UTF8);

    public int Length => (int)_bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.GetBuffer().AsSpan(0, Length);

    /// <returns>How many bytes the record takes.</returns>
    public int Append<T>(JournalRecordKind kind, string queue, T what, Action<BinaryWriter, T> write)
    {
        var start = Length;
        _writer.Write(0L);
        _writer.Write((byte)kind);
        _writer.Write(queue);
        write(_writer, what);
        _writer.Flush();
        var frame = _bytes.GetBuffer().AsSpan(start, Length - start);
        var record = frame[JournalFormat.FrameBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32.HashToUInt32(record));
        return frame.Length;
    }

    public void Clear()
    {
        _bytes.SetLength(0);
        if (_bytes.Capacity > KeptBytes)
            _bytes.Capacity = KeptBytes;
    }
}
