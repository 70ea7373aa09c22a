using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>A person of a collection and the faces enrolled for them.</summary>
public sealed record Person
{
    /// <summary>A random id that outlives renaming and says nothing about the person.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>In the order of enrolment.</summary>
    public ImmutableArray<Face> Faces { get; init; } = [];

    /// <summary>Ids of the people that were merged into this one: stored results may still speak of them.</summary>
    public ImmutableArray<string> MergedIds { get; init; } = [];

    /// <summary>The journal entries that speak of this person by name.</summary>
    public ImmutableArray<long> Entries { get; init; } = [];
}
