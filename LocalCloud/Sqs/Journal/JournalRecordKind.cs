namespace FaceRec.LocalCloud.Sqs;

/// <summary>The kinds of records in a journal. The numbers are in files: none is changed or used again.</summary>
internal enum JournalRecordKind : byte
{
    QueueWritten = 1,
    QueueDeleted = 2,
    Purged = 3,
    Sent = 4,
    Changed = 5,
    Deleted = 6,
    Remembered = 7,
    SnapshotBegins = 8,
    SnapshotEnds = 9,
}
