using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>
/// A journal in files that only grow. Records are collected in memory, and whoever must be sure of one writes all that have come together:
/// one write serves everybody who waits. What is written is with the operating system, so it outlives this process however that ends;
/// a failing machine may lose the last seconds. When a file has grown to twice what is worth keeping, the next begins with a snapshot.
/// </summary>
internal sealed partial class FileJournal : IQueueJournal, IAsyncDisposable
{
    /// <summary>A smaller file is not worth compacting.</summary>
    public const long MinimumCompacted = 16 << 20;

    // The snapshot of a long queue must not be collected whole in memory.
    private const int MaxPendingBytes = 16 << 20;

    private readonly Lock _appending = new();
    private readonly Lock _writing = new();
    private readonly string _folder;
    private readonly long _minimumCompacted;
    private readonly ILogger<FileJournal> _logger;
    private JournalBuffer _pending = new();
    private JournalBuffer _leaving = new();
    private long _appended;
    private long _written;
    private SafeFileHandle? _file;
    private long _position;
    private long _compactAt = long.MaxValue;
    private int _number;
    private Func<IEnumerable<SqsQueue>> _queues = () => [];
    private Task _compaction = Task.CompletedTask;

    public FileJournal(string folder, ILogger<FileJournal> logger, long minimumCompacted = MinimumCompacted)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        _logger = logger;
        _minimumCompacted = minimumCompacted;
        var files = Files();
        Earlier = JournalReplay.Read(files).Queues;
        _number = files.Count == 0 ? 0 : NumberOf(files[^1]);
    }

    /// <summary>The queues that earlier runs left.</summary>
    public IReadOnlyCollection<JournaledQueue> Earlier { get; private set; }

    /// <summary>The queues are back in memory: begins a new file with them.</summary>
    /// <param name="queues">Lists all queues, now and whenever the journal is compacted.</param>
    public void Begin(Func<IEnumerable<SqsQueue>> queues)
    {
        Earlier = [];
        _queues = queues;
        Compact();
    }

    public void QueueWritten(QueueRecord queue, long lastSequence) => Append(
        JournalRecordKind.QueueWritten, queue.Name, (queue, lastSequence), static (writer, it) => JournalFormat.Write(writer, it.queue, it.lastSequence));

    public void QueueDeleted(string queue) => Append(JournalRecordKind.QueueDeleted, queue, 0, static (_, _) => { });

    public void SnapshotBegins(string queue) => Append(JournalRecordKind.SnapshotBegins, queue, 0, static (_, _) => { });

    public void SnapshotEnds(string queue) => Append(JournalRecordKind.SnapshotEnds, queue, 0, static (_, _) => { });

    public void Purged(string queue) => Append(JournalRecordKind.Purged, queue, 0, static (_, _) => { });

    public void Sent(string queue, SqsMessage message) => Append(JournalRecordKind.Sent, queue, message, JournalFormat.Write);

    public void Remembered(string queue, RememberedMessage message) => Append(JournalRecordKind.Remembered, queue, message, JournalFormat.Write);

    public void Changed(string queue, SqsMessage message) => Append(JournalRecordKind.Changed, queue, message, static (writer, it) =>
    {
        writer.Write7BitEncodedInt64(it.Sequence);
        JournalFormat.WriteChange(writer, it);
    });

    public void Deleted(string queue, long sequence) =>
        Append(JournalRecordKind.Deleted, queue, sequence, static (writer, it) => writer.Write7BitEncodedInt64(it));

    /// <summary>Writes in the caller's turn: a write into the system's cache takes microseconds, less than handing it to another thread.</summary>
    public ValueTask FlushAsync()
    {
        Flush();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _compaction;
        Flush();
        if (_file is null)
            return;
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
    }

    private void Append<T>(JournalRecordKind kind, string queue, T what, Action<BinaryWriter, T> write)
    {
        bool isMuch;
        lock (_appending)
        {
            _appended += _pending.Append(kind, queue, what, write);
            isMuch = _pending.Length > MaxPendingBytes;
        }

        if (isMuch)
            Flush();
    }

    private void Flush()
    {
        var wanted = Volatile.Read(ref _appended);
        if (Volatile.Read(ref _written) >= wanted)
            return;
        lock (_writing)
        {
            // Whoever held the lock before may have written our records with theirs.
            if (_written >= wanted)
                return;
            WritePending();
            if (_position >= _compactAt)
            {
                _compactAt = long.MaxValue;
                _compaction = Task.Run(CompactAgain);
            }
        }
    }

    private void CompactAgain()
    {
        try
        {
            Compact();
        }
        catch (IOException error)
        {
            // All files so far stay, and are read together after a restart.
            lock (_writing)
                _compactAt = _position + _minimumCompacted;
            Log.NotCompacted(_logger, _folder, error);
        }
    }

    private void WritePending()
    {
        // Not empty only when an earlier write failed, on a full disk for example: its records go first.
        if (_leaving.Length == 0)
        {
            lock (_appending)
                (_pending, _leaving) = (_leaving, _pending);
        }

        RandomAccess.Write(_file!, _leaving.Written, _position);
        _position += _leaving.Length;
        Volatile.Write(ref _written, _written + _leaving.Length);
        _leaving.Clear();
    }

    /// <summary>
    /// Begins a new file, into which changes go at once, and writes every queue into it. What was written of a queue before its snapshot
    /// does not count. The old files go when all is in the new one; until then both are read.
    /// </summary>
    private void Compact()
    {
        var old = Files();
        lock (_writing)
        {
            if (_file is not null)
                WritePending();
            var next = File.OpenHandle(PathOf(_number + 1), FileMode.Create, FileAccess.Write, FileShare.Read);
            RandomAccess.Write(next, JournalFormat.FileMark, 0);
            _file?.Dispose();
            _file = next;
            _number++;
            _position = JournalFormat.FileMark.Length;
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var queue in _queues())
        {
            queue.WriteSnapshot(this);
            Flush();
        }

        lock (_writing)
        {
            RandomAccess.FlushToDisk(_file);
            _compactAt = Math.Max(_minimumCompacted, 2 * _position);
        }

        old.ForEach(File.Delete);
        Log.Compacted(_logger, PathOf(_number), _position, watch.Elapsed.TotalMilliseconds);
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(_folder, "*.journal").OrderBy(NumberOf)];

    private string PathOf(int number) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{number:D8}.journal"));

    private static int NumberOf(string path) => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The journal of queues goes on in {Path}, which begins with {Bytes} bytes of what is in them, written in {Milliseconds} ms.")]
        public static partial void Compacted(ILogger logger, string path, long bytes, double milliseconds);

        [LoggerMessage(Level = LogLevel.Error, Message = "The journal of queues in {Folder} could not be compacted and grows on. Is the disk full?")]
        public static partial void NotCompacted(ILogger logger, string folder, Exception exception);
    }
}
