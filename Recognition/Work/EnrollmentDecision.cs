using System.Collections.Immutable;
using FaceRec.Gallery;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Work;

/// <summary>What an enrolment comes to.</summary>
internal sealed record EnrollmentDecision
{
    public required string FaceId { get; init; }

    /// <summary>What to write into the journal; empty where nothing is to be done.</summary>
    public ImmutableArray<Change> Changes { get; init; } = [];

    /// <summary>Why the face is not enrolled; null where it is.</summary>
    public Rejection? Rejection { get; init; }

    public bool AlreadyEnrolled { get; init; }

    /// <summary>The first version of the collection that holds the face; 0 where none does.</summary>
    public long Version { get; init; }
}
