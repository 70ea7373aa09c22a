using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FaceRec.Gallery;

/// <summary>One thing that happened to a collection. Old entries stay readable: members are added, never renamed or reused.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(CollectionCreated), "collection-created")]
[JsonDerivedType(typeof(CollectionRemoved), "collection-removed")]
[JsonDerivedType(typeof(PersonAdded), "person-added")]
[JsonDerivedType(typeof(PersonRenamed), "person-renamed")]
[JsonDerivedType(typeof(PeopleMerged), "people-merged")]
[JsonDerivedType(typeof(PersonRemoved), "person-removed")]
[JsonDerivedType(typeof(FaceAdded), "face-added")]
[JsonDerivedType(typeof(FaceMoved), "face-moved")]
[JsonDerivedType(typeof(FaceReplaced), "face-replaced")]
[JsonDerivedType(typeof(FaceRemoved), "face-removed")]
[JsonDerivedType(typeof(ErasureFinished), "erasure-finished")]
public abstract record Change
{
    private Change()
    {
    }

    public sealed record CollectionCreated : Change;

    /// <summary>Everybody is gone. The numbering goes on, so that workers which hold the old collection hear of it.</summary>
    public sealed record CollectionRemoved : Change;

    public sealed record PersonAdded(string PersonId, string Name) : Change;

    public sealed record PersonRenamed(string PersonId, string Name) : Change;

    /// <summary>The faces of one person become another's, and the first is no more.</summary>
    public sealed record PeopleMerged(string FromId, string IntoId) : Change;

    /// <summary>
    /// Names every id that goes, because the earlier entries about them are blanked by the erasure: a worker that is
    /// behind must be able to forget people and faces whose last moves it can no longer read.
    /// </summary>
    public sealed record PersonRemoved(string PersonId, ImmutableArray<string> MergedIds, ImmutableArray<string> FaceIds) : Change;

    public sealed record FaceAdded(string PersonId, Face Face) : Change;

    public sealed record FaceMoved(string FaceId, string PersonId) : Change;

    /// <summary>The same face embedded by another model.</summary>
    public sealed record FaceReplaced(Face Face) : Change;

    public sealed record FaceRemoved(string FaceId) : Change;

    /// <summary>What the removal in the given entry asked for is erased from every object.</summary>
    public sealed record ErasureFinished(long Removal) : Change;
}
