using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FaceRec.Gallery;

/// <summary>Writes collections down whole and reads them back, so that nobody has to replay a long journal.</summary>
public sealed class GallerySnapshots
{
    // 16 MB a part at 512 numbers a face: large enough for few calls, small enough to fetch several side by side.
    internal const int FacesPerPart = 8192;

    // Little enough to lie in a core's cache until it is used.
    private const int ReadAtOnce = 256 * 1024;

    private readonly ObjectStore _store;
    private readonly TimeProvider _clock;

    internal GallerySnapshots(ObjectStore store, TimeProvider clock) => (_store, _clock) = (store, clock);

    /// <summary>The collection's snapshot without its embeddings; an empty one at version 0 where nobody wrote any.</summary>
    public async Task<Snapshot> ReadAsync(string collection, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Absent where a newer snapshot has replaced this one since we read its head.
            if (await TryReadAsync(collection, await ReadHeadAsync(collection, cancellationToken), cancellationToken) is { } snapshot)
                return snapshot;
        }
    }

    /// <summary>Which snapshot there is now: what a newer one must replace.</summary>
    public async Task<SnapshotHead> ReadHeadAsync(string collection, CancellationToken cancellationToken)
    {
        if (await _store.TryReadAsync(GalleryKeys.Manifest(collection), cancellationToken) is not { } stored)
            return new SnapshotHead(0, ETag: null, PeopleKey: null, PeopleHash: null, []);
        var manifest = JsonSerializer.Deserialize(stored.Bytes, GalleryJson.Default.SnapshotManifest)!;
        return new SnapshotHead(manifest.Version, stored.ETag, manifest.PeopleKey, manifest.PeopleHash, manifest.Parts);
    }

    /// <summary>The snapshot with the given head, without its embeddings; null where a newer one has replaced it.</summary>
    public async Task<Snapshot?> TryReadAsync(string collection, SnapshotHead head, CancellationToken cancellationToken)
    {
        if (head.PeopleKey is not { } key)
            return Nothing(collection, head);
        byte[] bytes = [];
        var found = await _store.TryReadLargeAsync(key, async (content, length) =>
        {
            bytes = GC.AllocateUninitializedArray<byte>((int)length);
            await content.ReadExactlyAsync(bytes, cancellationToken);
        }, cancellationToken);
        if (!found)
            return null;
        Check(key, head.PeopleHash, XxHash3.HashToUInt64(bytes));
        return PeopleFormat.TryRead(bytes) is { } people
            ? new Snapshot(head, CollectionView.Restore(collection, people.Version, people.Exists, people.People, people.Erasures))
            : Nothing(collection, head);
    }

    /// <summary>Reads a part's embeddings, some rows at a time; false where a newer snapshot has replaced the part: read the snapshot again.</summary>
    public Task<bool> TryReadPartAsync(SnapshotPart part, RowReader reader, CancellationToken cancellationToken) =>
        _store.TryReadLargeAsync(part.Key, async (content, bytes) =>
        {
            var size = (int)(bytes / part.Faces);
            var hash = new XxHash3();
            var rowsAtOnce = Math.Max(1, ReadAtOnce / size);
            var buffer = ArrayPool<byte>.Shared.Rent(rowsAtOnce * size);
            try
            {
                for (var first = 0; first < part.Faces; first += rowsAtOnce)
                {
                    var chunk = buffer.AsMemory(0, Math.Min(rowsAtOnce, part.Faces - first) * size);
                    await content.ReadExactlyAsync(chunk, cancellationToken);
                    hash.Append(chunk.Span);
                    reader(first, size / sizeof(float), MemoryMarshal.Cast<byte, float>(chunk.Span));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            Check(part.Key, part.Hash, hash.GetCurrentHashAsUInt64());
        }, cancellationToken);

    /// <summary>
    /// Replaces the snapshot with a newer one; false where somebody else has replaced it since it was read. What no snapshot
    /// names any more is deleted.
    /// </summary>
    /// <param name="embedding">The embedding of a face of the view.</param>
    public async Task<bool> TryReplaceAsync(SnapshotHead old, CollectionView view, Func<Face, ReadOnlyMemory<float>> embedding, CancellationToken cancellationToken)
    {
        var folder = NewFolder(view);
        var parts = new List<SnapshotPart>();
        foreach (var faces in SnapshotOrder.Of(view).Select(row => row.Face).Chunk(FacesPerPart))
        {
            var rows = faces.Select(embedding).ToList();
            var bytes = GC.AllocateUninitializedArray<byte>(rows.Sum(row => row.Length * sizeof(float)));
            var position = 0;
            foreach (var row in rows)
            {
                MemoryMarshal.AsBytes(row.Span).CopyTo(bytes.AsSpan(position));
                position += row.Length * sizeof(float);
            }
            parts.Add(await WritePartAsync(folder, parts.Count, bytes, faces.Length, cancellationToken));
        }
        return await TryPublishAsync(old.ETag, view, folder, [.. parts], cancellationToken) is not null;
    }

    /// <summary>
    /// Makes sure that no snapshot holds the given faces or people, and returns the keys of the parts that did. A snapshot
    /// that somebody is writing meanwhile cannot be published, because the manifest it was to replace is replaced here.
    /// </summary>
    internal async Task<IReadOnlyList<string>> EraseAsync(string collection, IReadOnlySet<string> people, IReadOnlySet<string> faces, CancellationToken cancellationToken)
    {
        while (true)
        {
            var old = await ReadAsync(collection, cancellationToken);
            var stripped = Strip(old.View, people, faces);
            var folder = NewFolder(old.View);
            var parts = new List<SnapshotPart>();
            var first = 0;
            var order = old.Faces.Select(row => row.Face).ToList();
            foreach (var part in old.Head.Parts)
            {
                var rows = order.GetRange(first, part.Faces);
                first += part.Faces;
                if (!rows.Exists(face => faces.Contains(face.Id)))
                {
                    parts.Add(part);
                    continue;
                }
                // Gone only where a newer snapshot was published: then publishing ours fails and we begin again.
                if (await _store.TryReadAsync(part.Key, cancellationToken) is not { } stored)
                    break;
                var kept = KeepRows(stored.Bytes, rows, face => !faces.Contains(face.Id));
                var count = rows.Count(face => !faces.Contains(face.Id));
                if (count > 0)
                    parts.Add(await WritePartAsync(folder, parts.Count, kept, count, cancellationToken));
            }
            if (await TryPublishAsync(old.Head.ETag, stripped, folder, [.. parts], cancellationToken) is { } deleted)
                return deleted;
        }
    }

    private void Check(string key, ulong? written, ulong read)
    {
        if (written is { } hash && hash != read)
            throw new InvalidDataException($"The object {key} in bucket {_store.Bucket} is damaged: delete its collection's snapshot.json, and workers read the journal instead.");
    }

    // From here the whole journal is read.
    private static Snapshot Nothing(string collection, SnapshotHead head) =>
        new(head with { Parts = [] }, CollectionView.Restore(collection, version: 0, exists: false, [], []));

    private static CollectionView Strip(CollectionView view, IReadOnlySet<string> people, IReadOnlySet<string> faces) =>
        CollectionView.Restore(
            view.Name,
            view.Version,
            view.Exists,
            view.People.Where(person => !people.Contains(person.Id))
                .Select(person => person with { Faces = person.Faces.RemoveAll(face => faces.Contains(face.Id)) }),
            view.PendingErasures);

    private static byte[] KeepRows(ReadOnlySpan<byte> bytes, List<Face> rows, Func<Face, bool> keep)
    {
        var size = bytes.Length / rows.Count;
        using var kept = new MemoryStream(bytes.Length);
        for (var i = 0; i < rows.Count; i++)
        {
            if (keep(rows[i]))
                kept.Write(bytes.Slice(i * size, size));
        }
        return kept.ToArray();
    }

    private static string NewFolder(CollectionView view) =>
        $"{GalleryKeys.Snapshots(view.Name)}{view.Version.ToString("D12", CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}/";

    private async Task<SnapshotPart> WritePartAsync(string folder, int number, byte[] bytes, int faces, CancellationToken cancellationToken)
    {
        var key = $"{folder}embeddings-{number.ToString("D4", CultureInfo.InvariantCulture)}.bin";
        await _store.WriteAsync(key, bytes, "application/octet-stream", cancellationToken);
        return new SnapshotPart(key, faces, XxHash3.HashToUInt64(bytes));
    }

    // Null where somebody else published; else the keys of what was deleted.
    private async Task<IReadOnlyList<string>?> TryPublishAsync(
        string? etag, CollectionView view, string folder, ImmutableArray<SnapshotPart> parts, CancellationToken cancellationToken)
    {
        var content = new SnapshotPeople { Version = view.Version, Exists = view.Exists, People = [.. view.People], Erasures = [.. view.PendingErasures] };
        var bytes = PeopleFormat.Write(content);
        var manifest = new SnapshotManifest
        {
            Version = view.Version,
            PeopleKey = $"{folder}people.bin",
            PeopleHash = XxHash3.HashToUInt64(bytes),
            Parts = parts,
            WrittenAt = _clock.GetUtcNow(),
        };
        await _store.WriteAsync(manifest.PeopleKey, bytes, "application/octet-stream", cancellationToken);

        var published = await _store.TryReplaceAsync(
            GalleryKeys.Manifest(view.Name), etag, JsonSerializer.SerializeToUtf8Bytes(manifest, GalleryJson.Default.SnapshotManifest), GalleryJson.ContentType, cancellationToken);

        // Having published, we know that nothing else under way can be: every object that the manifest does not name is garbage.
        // Having lost, we clear away only our own.
        var named = parts.Select(part => part.Key).Append(manifest.PeopleKey).ToHashSet(StringComparer.Ordinal);
        var garbage = new List<string>();
        await foreach (var key in _store.ListAsync(published ? GalleryKeys.Snapshots(view.Name) : folder, cancellationToken))
        {
            if (!published || !named.Contains(key))
                garbage.Add(key);
        }
        await _store.DeleteAsync(garbage, cancellationToken);
        return published ? garbage : null;
    }
}
