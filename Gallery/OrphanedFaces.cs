namespace FaceRec.Gallery;

/// <summary>
/// Face objects are written before the journal entry that enrols the face. Where a worker died in between, and nobody tried
/// again, they belong to nobody.
/// </summary>
public sealed class OrphanedFaces
{
    // An enrolment takes seconds, and its message is gone after days at most; no entry is written for objects this old.
    private static readonly TimeSpan LeastAge = TimeSpan.FromDays(1);

    private readonly ObjectStore _store;
    private readonly GalleryStore _gallery;
    private readonly TimeProvider _clock;

    internal OrphanedFaces(ObjectStore store, GalleryStore gallery, TimeProvider clock) => (_store, _gallery, _clock) = (store, gallery, clock);

    /// <summary>Deletes a collection's orphaned objects and returns how many there were.</summary>
    public async Task<int> SweepAsync(string collection, CancellationToken cancellationToken)
    {
        var written = _clock.GetUtcNow() - LeastAge;
        var old = new List<string>();
        await foreach (var (key, modified) in _store.ListWithTimesAsync(GalleryKeys.Faces(collection), cancellationToken))
        {
            if (modified < written)
                old.Add(key);
        }
        // Read after the list: what was enrolled meanwhile is in it.
        var view = await _gallery.GetAsync(collection, cancellationToken);
        var known = view.People.SelectMany(person => person.Faces).Concat(view.PendingErasures.SelectMany(erasure => erasure.Faces))
            .SelectMany(face => FaceObjects.KeysOf(collection, face)).ToHashSet(StringComparer.Ordinal);
        var orphans = old.Where(key => !known.Contains(key)).ToList();
        await _store.DeleteAsync(orphans, cancellationToken);
        return orphans.Count;
    }
}
