using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Reads the files of a journal, oldest first, and finds out what was in which queue at the end.</summary>
internal sealed class JournalReplay
{
    private const int MaxRecordBytes = 64 << 20;
    private readonly SortedDictionary<string, JournaledQueue> _queues = new(StringComparer.Ordinal);

    public IReadOnlyCollection<JournaledQueue> Queues => _queues.Values;

    /// <exception cref="InvalidDataException">A file is damaged elsewhere than at the end of the last, which is where a killed process leaves off.</exception>
    public static JournalReplay Read(IReadOnlyList<string> files)
    {
        var replay = new JournalReplay();
        for (var i = 0; i < files.Count; i++)
            replay.Read(files[i], isLast: i == files.Count - 1);
        return replay;
    }

    private void Read(string path, bool isLast)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> mark = stackalloc byte[JournalFormat.FileMark.Length];
        if (file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length && isLast)
            return;
        if (!mark.SequenceEqual(JournalFormat.FileMark))
            throw new InvalidDataException($"{path} is not a journal of queues that this version can read.");
        var buffer = new byte[4096];
        while (file.Position < file.Length)
        {
            var start = file.Position;
            if (ReadRecord(file, ref buffer) is { } record)
                Apply(record);
            else if (isLast)
                return;
            else
                throw new InvalidDataException($"{path} is damaged at byte {start}. Move the folder away to start without its messages.");
        }
    }

    /// <summary>The next whole record, or null.</summary>
    private static MemoryStream? ReadRecord(FileStream file, ref byte[] buffer)
    {
        Span<byte> frame = stackalloc byte[JournalFormat.FrameBytes];
        if (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) < frame.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
        if (length is <= 0 or > MaxRecordBytes)
            return null;
        if (buffer.Length < length)
            buffer = new byte[length];
        var record = buffer.AsSpan(0, length);
        return file.ReadAtLeast(record, length, throwOnEndOfStream: false) == length
            && Crc32.HashToUInt32(record) == BinaryPrimitives.ReadUInt32LittleEndian(frame[4..])
            ? new MemoryStream(buffer, 0, length)
            : null;
    }

    private void Apply(MemoryStream record)
    {
        using var reader = new BinaryReader(record, Encoding.UTF8);
        var kind = (JournalRecordKind)reader.ReadByte();
        var name = reader.ReadString();
        if (kind == JournalRecordKind.QueueWritten)
        {
            var (written, lastSequence) = JournalFormat.ReadQueue(reader, name);
            var known = _queues.TryGetValue(name, out var existing) ? existing : _queues[name] = new JournaledQueue(written);
            known.Record = written;
            known.LastSequence = Math.Max(known.LastSequence, lastSequence);
            return;
        }

        // While a journal is being compacted, changes of queues whose snapshot comes later stand before it.
        if (_queues.GetValueOrDefault(name) is { } queue)
            Apply(kind, queue, reader);
    }

    private void Apply(JournalRecordKind kind, JournaledQueue queue, BinaryReader reader)
    {
        switch (kind)
        {
            case JournalRecordKind.QueueDeleted:
                _queues.Remove(queue.Record.Name);
                break;
            case JournalRecordKind.Purged:
                queue.Messages.Clear();
                break;
            case JournalRecordKind.Sent:
                var message = JournalFormat.ReadMessage(reader);
                queue.Messages[message.Sequence] = message;
                queue.LastSequence = Math.Max(queue.LastSequence, message.Sequence);
                break;
            case JournalRecordKind.Changed:
                if (queue.Messages.GetValueOrDefault(reader.Read7BitEncodedInt64()) is { } changed)
                    JournalFormat.ReadChange(reader, changed);
                break;
            case JournalRecordKind.Deleted:
                queue.Messages.Remove(reader.Read7BitEncodedInt64());
                break;
            case JournalRecordKind.Remembered:
                queue.Remembered.Add(JournalFormat.ReadRemembered(reader));
                break;
            default:
                throw new InvalidDataException($"The journal of queues holds a record of kind {kind}, which this version does not know.");
        }
    }
}
