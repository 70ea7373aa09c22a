using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Reads the files of a journal, oldest first, and finds out what was in which queue at the end.</summary>
internal sealed class JournalReplay
{
    private const int MaxRecordBytes = 64 << 20;
    private readonly SortedDictionary<string, JournaledQueue> _queues = new(StringComparer.Ordinal);

    /// <summary>Snapshots that have begun, and are not complete.</summary>
    private readonly Dictionary<string, JournaledQueue?> _snapshots = new(StringComparer.Ordinal);

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
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var end = ReadRecords(file);
        if (end == file.Length)
            return;
        if (!isLast)
            throw new InvalidDataException($"{path} is damaged at byte {end}. Move the folder away to start without its messages.");
        // The half record must not stand in the middle when another file follows.
        file.SetLength(end);
    }

    /// <returns>Where the last whole record ends.</returns>
    private long ReadRecords(FileStream file)
    {
        Span<byte> mark = stackalloc byte[JournalFormat.FileMark.Length];
        if (file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length)
            return 0;
        if (!mark.SequenceEqual(JournalFormat.FileMark))
            throw new InvalidDataException($"{file.Name} is not a journal of queues that this version can read.");
        var buffer = new byte[4096];
        while (true)
        {
            var end = file.Position;
            if (ReadRecord(file, ref buffer) is not { } record)
                return end;
            Apply(record);
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
        switch (kind)
        {
            case JournalRecordKind.SnapshotBegins:
                _snapshots[name] = null;
                break;
            case JournalRecordKind.SnapshotEnds:
                if (_snapshots.Remove(name, out var snapshot) && snapshot is not null)
                    _queues[name] = snapshot;
                break;
            case JournalRecordKind.QueueWritten:
                Apply(name, JournalFormat.ReadQueue(reader, name));
                break;
            default:
                // While a journal is being compacted, changes of queues whose snapshot comes later stand before it.
                if ((_snapshots.GetValueOrDefault(name) ?? _queues.GetValueOrDefault(name)) is { } queue)
                    Apply(kind, queue, reader);
                break;
        }
    }

    private void Apply(string name, (QueueRecord Queue, long LastSequence) written)
    {
        var inSnapshot = _snapshots.TryGetValue(name, out var queue);
        queue ??= inSnapshot ? null : _queues.GetValueOrDefault(name);
        queue ??= new JournaledQueue(written.Queue);
        queue.Record = written.Queue;
        queue.LastSequence = Math.Max(queue.LastSequence, written.LastSequence);
        if (inSnapshot)
            _snapshots[name] = queue;
        else
            _queues[name] = queue;
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
