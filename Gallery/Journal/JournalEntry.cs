using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>One step of a collection from a version to the next: its changes take effect together.</summary>
public sealed record JournalEntry
{
    /// <summary>The entry's number, and the version that the collection has after it.</summary>
    public required long Version { get; init; }

    /// <summary>New for every attempt to write: tells whose entry won a number.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }
    public required ImmutableArray<Change> Changes { get; init; }

    /// <summary>The entry without what it says of the given people and faces: what erasure leaves of it.</summary>
    public JournalEntry Without(IReadOnlySet<string> people, IReadOnlySet<string> faces) => this with
    {
        Changes = Changes.RemoveAll(change => change switch
        {
            Change.PersonAdded added => people.Contains(added.PersonId),
            Change.PersonRenamed renamed => people.Contains(renamed.PersonId),
            Change.PeopleMerged merged => people.Contains(merged.FromId) || people.Contains(merged.IntoId),
            Change.FaceAdded added => faces.Contains(added.Face.Id) || people.Contains(added.PersonId),
            Change.FaceReplaced replaced => faces.Contains(replaced.Face.Id),
            Change.FaceMoved moved => faces.Contains(moved.FaceId),
            _ => false,
        }),
    };
}
