using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.Tests;

/// <summary>The part of S3 that the gallery uses, in memory: atomic conditional writes, lists in order, 404 and 412 as S3 has them.</summary>
internal sealed class MemoryS3() : AmazonS3Client(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<byte[], string> _etags = [];
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Called before each operation with its name and the object's; what it throws, the caller gets.</summary>
    public Action<string, string>? Before { get; set; }

    /// <summary>Called after each write: what it throws, the caller gets, although the write is done.</summary>
    public Action<string, string>? After { get; set; }

    /// <summary>How many operations there were since the start.</summary>
    public int Calls => _calls.Values.Sum();

    public void Put(string name, byte[] bytes)
    {
        lock (_lock)
            Objects[name] = bytes;
    }

    public byte[]? Find(string name)
    {
        lock (_lock)
            return Objects.GetValueOrDefault(name);
    }

    /// <summary>The names of all objects, as they are now.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_lock)
            return [.. Objects.Keys];
    }

    public override Task<GetObjectResponse> GetObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default) =>
        GetObjectAsync(new GetObjectRequest { BucketName = bucketName, Key = key }, cancellationToken);

    public override async Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        await CallAsync("GetObject", Name(request.BucketName, request.Key), cancellationToken);
        return Find(Name(request.BucketName, request.Key)) is { } bytes
            ? new GetObjectResponse { ResponseStream = new MemoryStream(bytes), ContentLength = bytes.Length, ETag = ETag(bytes) }
            : throw Error("NoSuchKey", HttpStatusCode.NotFound);
    }

    public override async Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
    {
        var name = Name(request.BucketName, request.Key);
        await CallAsync("PutObject", name, cancellationToken);
        using var content = new MemoryStream();
        await request.InputStream.CopyToAsync(content, cancellationToken);
        lock (_lock)
        {
            var exists = Objects.TryGetValue(name, out var old);
            if ((request.IfNoneMatch == "*" && exists) || (request.IfMatch is { } match && (!exists || ETag(old!) != match)))
                throw Error("PreconditionFailed", HttpStatusCode.PreconditionFailed);
            Objects[name] = content.ToArray();
        }
        After?.Invoke("PutObject", name);
        return new PutObjectResponse();
    }

    public override async Task<DeleteObjectsResponse> DeleteObjectsAsync(DeleteObjectsRequest request, CancellationToken cancellationToken = default)
    {
        await CallAsync("DeleteObjects", request.BucketName, cancellationToken);
        lock (_lock)
            request.Objects.ForEach(key => Objects.Remove(Name(request.BucketName, key.Key)));
        return new DeleteObjectsResponse();
    }

    public override async Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        var prefix = request.Prefix ?? "";
        await CallAsync("ListObjectsV2", Name(request.BucketName, prefix), cancellationToken);
        var keys = Names().Where(name => name.StartsWith(Name(request.BucketName, prefix), StringComparison.Ordinal))
            .Select(name => name[(request.BucketName.Length + 1)..]).ToList();
        var folders = keys.Select(key => key.IndexOf('/', prefix.Length) is var slash and >= 0 ? key[..(slash + 1)] : null).OfType<string>().Distinct().ToList();
        return new ListObjectsV2Response
        {
            S3Objects = [.. keys.Select(key => new S3Object { Key = key, LastModified = Modified })],
            CommonPrefixes = request.Delimiter is null ? [] : folders,
        };
    }

    /// <summary>When every object was written, as lists say.</summary>
    public DateTime Modified { get; set; } = DateTime.UtcNow;

    private async Task CallAsync(string operation, string name, CancellationToken cancellationToken)
    {
        // Other callers get their turn, as they do over a network.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        _calls.AddOrUpdate(operation, 1, (_, count) => count + 1);
        Before?.Invoke(operation, name);
    }

    private static string Name(string bucket, string key) => $"{bucket}/{key}";

    private string ETag(byte[] bytes) => _etags.GetValue(bytes, content => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");

    private static AmazonS3Exception Error(string code, HttpStatusCode status) => new(code, ErrorType.Sender, code, "request", status);
}
