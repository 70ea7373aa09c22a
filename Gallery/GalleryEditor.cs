using System.Collections.Immutable;
using System.Security.Cryptography;

namespace FaceRec.Gallery;

/// <summary>
/// What people do with a gallery besides enrolling: each change is decided on the newest view and made as one journal entry,
/// so two people who change the same thing at once both see the truth. Names must have passed <see cref="PersonName"/>
/// and <see cref="CollectionName"/>.
/// </summary>
public sealed class GalleryEditor(GalleryStore gallery)
{
    public Task<GalleryChange> CreateCollectionAsync(string collection, CancellationToken cancellationToken) =>
        ChangeAsync(collection, view => view.Exists ? GalleryOutcome.Unchanged : new Change.CollectionCreated(), cancellationToken);

    /// <summary>Removes a collection with everybody in it; null where there is none.</summary>
    public Task<ErasureReceipt?> RemoveCollectionAsync(string collection, CancellationToken cancellationToken) =>
        RemoveAsync(collection, person: null, view => view.Exists ? new Change.CollectionRemoved() : null, cancellationToken);

    /// <summary>Adds a person without faces, and the collection where it does not exist.</summary>
    public Task<GalleryChange> PutPersonAsync(string collection, string person, CancellationToken cancellationToken) =>
        ChangeAsync(collection, view => view.FindPerson(person) is null ? new Change.PersonAdded(NewPersonId(), person) : GalleryOutcome.Unchanged, cancellationToken);

    public Task<GalleryChange> RenamePersonAsync(string collection, string person, string newName, CancellationToken cancellationToken) =>
        ChangeAsync(collection, view => (view.FindPerson(person), view.FindPerson(newName)) switch
        {
            (null, _) => GalleryOutcome.NoSuchPerson,
            ({ } found, { } other) when found.Id == other.Id => GalleryOutcome.Unchanged,
            (_, not null) => GalleryOutcome.NameTaken,
            ({ } found, null) => new Change.PersonRenamed(found.Id, newName),
        }, cancellationToken);

    /// <summary>Gives all of a person's faces to another person and removes the first.</summary>
    public Task<GalleryChange> MergePeopleAsync(string collection, string from, string into, CancellationToken cancellationToken) =>
        ChangeAsync(collection, view => (view.FindPerson(from), view.FindPerson(into)) switch
        {
            (null, _) or (_, null) => GalleryOutcome.NoSuchPerson,
            ({ } one, { } other) when one.Id == other.Id => GalleryOutcome.Unchanged,
            ({ } one, { } other) => new Change.PeopleMerged(one.Id, other.Id),
        }, cancellationToken);

    public Task<GalleryChange> MoveFaceAsync(string collection, string faceId, string toPerson, CancellationToken cancellationToken) =>
        ChangeAsync(collection, view => (view.FindOwner(faceId), view.FindPerson(toPerson)) switch
        {
            (null, _) => GalleryOutcome.NoSuchFace,
            (_, null) => GalleryOutcome.NoSuchPerson,
            ({ } owner, { } target) when owner.Id == target.Id => GalleryOutcome.Unchanged,
            (_, { } target) => new Change.FaceMoved(faceId, target.Id),
        }, cancellationToken);

    /// <summary>Removes a person and erases every trace; null where the collection has nobody of that name.</summary>
    public Task<ErasureReceipt?> RemovePersonAsync(string collection, string person, CancellationToken cancellationToken) =>
        RemoveAsync(
            collection,
            person,
            view => view.FindPerson(person) is { } found
                ? new Change.PersonRemoved(found.Id, found.MergedIds, [.. found.Faces.Select(face => face.Id)])
                : null,
            cancellationToken);

    /// <summary>Removes one face of a person and erases it; null where that person has no such face.</summary>
    public Task<ErasureReceipt?> RemoveFaceAsync(string collection, string person, string faceId, CancellationToken cancellationToken) =>
        RemoveAsync(collection, person: null, view => view.FindOwner(faceId)?.Name == person ? new Change.FaceRemoved(faceId) : null, cancellationToken);

    /// <summary>A fresh id for a person.</summary>
    public static string NewPersonId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private async Task<GalleryChange> ChangeAsync(string collection, Func<CollectionView, Decision> decide, CancellationToken cancellationToken)
    {
        var outcome = GalleryOutcome.Unchanged;
        var view = await gallery.ChangeAsync(collection, current =>
        {
            var decision = decide(current);
            outcome = decision.Outcome;
            return decision.Changes;
        }, cancellationToken);
        return new GalleryChange(outcome, view);
    }

    private async Task<ErasureReceipt?> RemoveAsync(string collection, string? person, Func<CollectionView, Change?> decide, CancellationToken cancellationToken)
    {
        Change? removal = null;
        var view = await gallery.ChangeAsync(collection, current => (removal = decide(current)) is null ? [] : [removal], cancellationToken);
        if (removal is null)
        {
            // Whoever asks again after a crash in the middle of an erasure finds nobody, but the traces still go.
            await gallery.Erasure.FinishAsync(collection, cancellationToken);
            return null;
        }
        var erasure = view.PendingErasures.Single(pending => pending.Removal == view.Version);
        return await gallery.Erasure.EraseAsync(collection, erasure, person, cancellationToken);
    }

    private readonly record struct Decision(GalleryOutcome Outcome, ImmutableArray<Change> Changes)
    {
        public static implicit operator Decision(GalleryOutcome outcome) => new(outcome, []);

        public static implicit operator Decision(Change change) => new(GalleryOutcome.Changed, [change]);
    }
}
