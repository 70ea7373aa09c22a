using System.Text.Json;

namespace FaceRec.LocalCloud.S3;

/// <summary>The buckets of the account, in a folder.</summary>
internal sealed class BucketStore
{
    private const string BucketFile = "bucket.json";
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly string _bucketFolder;
    private readonly string _temporaryFolder;
    private long _sequence;

    public BucketStore(string folder, TimeProvider clock, bool flushToDisk)
    {
        _clock = clock;
        FlushToDisk = flushToDisk;
        _bucketFolder = Path.Combine(folder, "buckets");
        _temporaryFolder = Path.Combine(folder, "temporary");
        UploadFolder = Path.Combine(folder, "uploads");
        Directory.CreateDirectory(_bucketFolder);
        Directory.CreateDirectory(UploadFolder);
        if (Directory.Exists(_temporaryFolder))
            Directory.Delete(_temporaryFolder, recursive: true);
        Directory.CreateDirectory(_temporaryFolder);
        foreach (var path in Directory.EnumerateDirectories(_bucketFolder))
            Load(path);
    }

    public string UploadFolder { get; }

    public bool FlushToDisk { get; }

    public string NewTemporaryFile() => Path.Combine(_temporaryFolder, Guid.NewGuid().ToString("N"));

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public Bucket Find(string name)
    {
        lock (_gate)
            return _buckets.GetValueOrDefault(name) ?? throw S3Errors.NoSuchBucket();
    }

    public IReadOnlyList<Bucket> List()
    {
        lock (_gate)
            return [.. _buckets.Values];
    }

    /// <summary>In us-east-1, creating one's own bucket again is no error.</summary>
    public void Create(string name)
    {
        if (!S3Names.IsBucketName(name))
            throw S3Errors.InvalidBucketName();
        lock (_gate)
        {
            if (_buckets.ContainsKey(name))
                return;
            var folder = Path.Combine(_bucketFolder, name);
            var created = _clock.GetUtcNow();
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, BucketFile), JsonSerializer.SerializeToUtf8Bytes(created));
            _buckets[name] = new Bucket(name, created, folder);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            Find(name).DeleteIfEmpty();
            _buckets.Remove(name);
        }
    }

    private void Load(string folder)
    {
        var file = Path.Combine(folder, BucketFile);
        var created = File.Exists(file) && new FileInfo(file).Length > 0
            ? JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllBytes(file))
            : Directory.GetCreationTimeUtc(folder);
        var name = Path.GetFileName(folder);
        var bucket = new Bucket(name, created, folder);
        _sequence = Math.Max(_sequence, bucket.Load());
        _buckets[name] = bucket;
    }
}
