namespace FaceRec.LocalCloud.S3;

/// <summary>One bucket: the index of its objects and the folder with their files. Writes of one bucket take turns, so conditions hold.</summary>
internal sealed class Bucket(string name, DateTimeOffset created, string folder)
{
    private readonly Lock _gate = new();
    private readonly ObjectIndex _index = new();
    private bool _deleted;

    public string Name => name;

    public DateTimeOffset Created => created;

    public StoredObject Find(string key)
    {
        lock (_gate)
            return _index.Find(key) ?? throw S3Errors.NoSuchKey();
    }

    /// <summary>An object and its open file: what is open stays readable when the object is overwritten or deleted meanwhile.</summary>
    public (StoredObject Object, FileStream File) Open(string key)
    {
        lock (_gate)
        {
            var stored = _index.Find(key) ?? throw S3Errors.NoSuchKey();
            return (stored, ObjectFile.OpenRead(stored));
        }
    }

    /// <summary>Makes a finished file the object of its key, if the conditions hold for what is there now.</summary>
    /// <param name="finished">A whole object whose file is still among the temporary ones.</param>
    public void Commit(StoredObject finished, Conditions conditions)
    {
        StoredObject? before;
        lock (_gate)
        {
            if (_deleted)
                throw S3Errors.NoSuchBucket();
            conditions.CheckWrite(_index.Find(finished.Key));
            var id = Guid.NewGuid().ToString("N");
            var home = Path.Combine(folder, id[..2]);
            Directory.CreateDirectory(home);
            var path = Path.Combine(home, id);
            File.Move(finished.File, path);
            before = _index.Put(finished with { File = path });
        }

        if (before is not null)
            File.Delete(before.File);
    }

    public void CheckWrite(string key, Conditions conditions)
    {
        lock (_gate)
            conditions.CheckWrite(_index.Find(key));
    }

    public void Delete(string key, Conditions conditions)
    {
        StoredObject? removed;
        lock (_gate)
        {
            conditions.CheckWrite(_index.Find(key));
            removed = _index.Remove(key);
        }

        if (removed is not null)
            File.Delete(removed.File);
    }

    public Listing List(string prefix, string delimiter, string after, int max)
    {
        lock (_gate)
            return Listing.Of(_index, prefix, delimiter, after, max);
    }

    public void DeleteIfEmpty()
    {
        lock (_gate)
        {
            if (_index.Count > 0)
                throw S3Errors.BucketNotEmpty();
            _deleted = true;
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads what an earlier run left: of two files for one key the later counts, and what is not a whole object is removed.</summary>
    /// <returns>The highest sequence number seen.</returns>
    public long Load()
    {
        long highest = 0;
        foreach (var path in Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateFiles))
        {
            if (ObjectFile.Read(path) is not { } stored)
            {
                File.Delete(path);
                continue;
            }

            highest = Math.Max(highest, stored.Sequence);
            if (_index.Find(stored.Key) is { } other && other.Sequence > stored.Sequence)
                File.Delete(path);
            else if (_index.Put(stored) is { } before)
                File.Delete(before.File);
        }

        return highest;
    }
}
