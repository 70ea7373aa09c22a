using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace FaceRec.Tests;

/// <summary>The part of S3 that the gallery uses, in memory: atomic conditional writes, lists in order, 404 and 412 as S3 has them.</summary>
internal sealed class MemoryS3() : AmazonS3Client(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly Lock _lock = new();

    public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public override Task<GetObjectResponse> GetObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default) =>
        GetObjectAsync(new GetObjectRequest { BucketName = bucketName, Key = key }, cancellationToken);

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Objects.TryGetValue(Name(request.BucketName, request.Key), out var bytes)
                ? Task.FromResult(new GetObjectResponse { ResponseStream = new MemoryStream(bytes), ContentLength = bytes.Length, ETag = ETag(bytes) })
                : throw Error("NoSuchKey", HttpStatusCode.NotFound);
        }
    }

    public override async Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
    {
        using var content = new MemoryStream();
        await request.InputStream.CopyToAsync(content, cancellationToken);
        lock (_lock)
        {
            var name = Name(request.BucketName, request.Key);
            var exists = Objects.TryGetValue(name, out var old);
            if ((request.IfNoneMatch == "*" && exists) || (request.IfMatch is { } match && (!exists || ETag(old!) != match)))
                throw Error("PreconditionFailed", HttpStatusCode.PreconditionFailed);
            Objects[name] = content.ToArray();
        }
        return new PutObjectResponse();
    }

    public override Task<DeleteObjectsResponse> DeleteObjectsAsync(DeleteObjectsRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            request.Objects.ForEach(key => Objects.Remove(Name(request.BucketName, key.Key)));
        return Task.FromResult(new DeleteObjectsResponse());
    }

    public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var prefix = request.Prefix ?? "";
            var keys = Objects.Keys.Where(name => name.StartsWith(Name(request.BucketName, prefix), StringComparison.Ordinal))
                .Select(name => name[(request.BucketName.Length + 1)..]).ToList();
            var folders = keys.Select(key => key.IndexOf('/', prefix.Length) is var slash and >= 0 ? key[..(slash + 1)] : null).OfType<string>().Distinct().ToList();
            return Task.FromResult(new ListObjectsV2Response
            {
                S3Objects = [.. keys.Select(key => new S3Object { Key = key })],
                CommonPrefixes = request.Delimiter is null ? [] : folders,
            });
        }
    }

    private static string Name(string bucket, string key) => $"{bucket}/{key}";

    private static string ETag(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"";

    private static AmazonS3Exception Error(string code, HttpStatusCode status) => new(code, ErrorType.Sender, code, "request", status);
}
