using System.Collections.Concurrent;
using System.Collections.Immutable;
using Amazon.S3;
using FaceRec.Messages;

namespace FaceRec.Gallery;

/// <summary>
/// The people and faces of all collections, in S3. Any number of processes read and change them at once: a view returned by
/// <see cref="GetAsync"/> holds everything that anybody had changed before the call. Safe for use by many threads.
/// </summary>
public sealed class GalleryStore
{
    private readonly ObjectStore _store;
    private readonly GalleryJournal _journal;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, CollectionView> _views = new(StringComparer.Ordinal);

    public GalleryStore(IAmazonS3 s3, Buckets buckets, TimeProvider clock)
    {
        _clock = clock;
        _store = new ObjectStore(s3, buckets.Output);
        _journal = new GalleryJournal(_store);
        Snapshots = new GallerySnapshots(_store, clock);
        Faces = new FaceObjects(_store);
        var pictures = new ObjectStore(s3, buckets.Input);
        Mentions = new ResultMentions(_store, pictures);
        Leases = new GalleryLeases(_store, clock);
        Orphans = new OrphanedFaces(_store, this, clock);
        Erasure = new GalleryErasure(this, _store, pictures, _journal, clock);
    }

    public GallerySnapshots Snapshots { get; }
    public FaceObjects Faces { get; }
    public ResultMentions Mentions { get; }
    public GalleryErasure Erasure { get; }
    public GalleryLeases Leases { get; }
    public OrphanedFaces Orphans { get; }

    /// <summary>The collection as it is now. Costs one S3 call where nothing changed since the last time.</summary>
    public async Task<CollectionView> GetAsync(string collection, CancellationToken cancellationToken)
    {
        if (!_views.TryGetValue(collection, out var view))
            view = (await Snapshots.ReadAsync(collection, cancellationToken)).View;
        var entries = await _journal.ReadAfterAsync(collection, view.Version, cancellationToken);
        return Offer(entries.Aggregate(view, (current, entry) => current.Apply(entry)));
    }

    /// <summary>The journal's entries after a version, to the end.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadEntriesAsync(string collection, long after, CancellationToken cancellationToken) =>
        _journal.ReadAfterAsync(collection, after, cancellationToken);

    /// <summary>Remembers a view that the caller made from the journal, where it is newer than the one known. Returns the newest.</summary>
    public CollectionView Offer(CollectionView view) =>
        _views.AddOrUpdate(view.Name, view, (_, known) => known.Version >= view.Version ? known : view);

    /// <summary>The names of all collections that ever existed.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) =>
        [.. (await _store.ListFoldersAsync(ObjectKeys.GalleryPrefix, cancellationToken)).Where(CollectionName.IsValid)];

    /// <summary>Every collection that exists, by name.</summary>
    public async Task<IReadOnlyList<CollectionView>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await ListNamesAsync(cancellationToken);
        var views = await Task.WhenAll(names.Select(name => GetAsync(name, cancellationToken)));
        return [.. views.Where(view => view.Exists).OrderBy(view => view.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes the changes the collection's next version, provided that the view is still its newest. Returns the new view, or
    /// null where somebody else was faster: get the view again and decide again.
    /// </summary>
    public async Task<CollectionView?> TryCommitAsync(CollectionView view, ImmutableArray<Change> changes, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry { Version = view.Version + 1, Id = Guid.NewGuid(), At = _clock.GetUtcNow(), Changes = changes };
        if (!await _journal.TryAppendAsync(view.Name, entry, cancellationToken))
            return null;

        var next = view.Apply(entry);
        Offer(next);
        return next;
    }

    /// <summary>Reads, decides and commits until nobody is in between. The decision may be made several times.</summary>
    /// <param name="decide">The changes to make; empty to leave the collection as it is.</param>
    internal async Task<CollectionView> ChangeAsync(string collection, Func<CollectionView, ImmutableArray<Change>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = await GetAsync(collection, cancellationToken);
            var changes = decide(view);
            if (changes.IsEmpty)
                return view;
            if (await TryCommitAsync(view, changes, cancellationToken) is { } next)
                return next;
        }
    }
}
