namespace FaceRec.ErrorQueues;

/// <summary>Messages that failed in the same way, as they are told to people and scripts.</summary>
/// <param name="Group">The group's id; the same in every run.</param>
/// <param name="InputQueue">Where they failed.</param>
/// <param name="Failure">The exception's type, or why they were moved.</param>
/// <param name="Site">The first frame of our own code, or what there is in place of it.</param>
/// <param name="SampleId">SQS's id of one of them.</param>
/// <param name="SampleText">What its exception says.</param>
public sealed record GroupView(
    string Group, int Count, string Queue, string InputQueue, string Failure, string Site, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string SampleId, string? SampleText)
{
    public static GroupView From(MessageGroup group) => new(
        group.Key.Id, group.Count, group.Key.Queue, group.InputQueue, group.Key.Failure, group.Key.Site, group.FirstSeen, group.LastSeen, group.SampleId, group.SampleText);
}
