using System.Collections.Immutable;
using System.Globalization;

namespace FaceRec.LocalCloud.S3;

/// <summary>Streams a request's body into a temporary file that ends up being a whole object.</summary>
internal sealed class ObjectReceiver(BucketStore store, TimeProvider clock)
{
    private const int PieceBytes = 64 << 10;

    /// <summary>The object is on disk and agrees with its checksums, but is not yet the object of its key.</summary>
    /// <param name="extraChecksum">A checksum to compute in any case, by header name.</param>
    public async Task<StoredObject> ReceiveAsync(S3Call call, ImmutableSortedDictionary<string, string> headers, string? extraChecksum = null)
    {
        using var check = new PayloadCheck(call.Request.Headers, extraChecksum);
        return await WriteAsync(call.Key, headers, call.Aborted, async file =>
        {
            var size = IsChunked(call)
                ? await ReceiveChunksAsync(call, file, check)
                : await ReceivePlainAsync(call, file, check);
            return (size, check.Md5, check.Kept);
        });
    }

    /// <summary>Makes a finished file of whatever <paramref name="fill"/> writes.</summary>
    /// <param name="fill">Returns the size, the digest for the ETag and the checksums to keep.</param>
    /// <param name="etag">Taken in place of the digest where given.</param>
    public async Task<StoredObject> WriteAsync(
        string key,
        ImmutableSortedDictionary<string, string> headers,
        CancellationToken cancellationToken,
        Func<FileStream, Task<(long Size, byte[] Md5, ImmutableSortedDictionary<string, string> Checksums)>> fill,
        string? etag = null)
    {
        var path = store.NewTemporaryFile();
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, PieceBytes);
            var (size, md5, checksums) = await fill(file);
            var stored = new StoredObject(
                key, store.NextSequence(), size, etag ?? Convert.ToHexStringLower(md5), clock.GetUtcNow(), headers, checksums) { File = path };
            await ObjectFile.FinishAsync(file, stored, store.FlushToDisk, cancellationToken);
            return stored;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static bool IsChunked(S3Call call) =>
        call.Header("x-amz-content-sha256").StartsWith("STREAMING-", StringComparison.Ordinal)
        || call.Header("Content-Encoding").Contains("aws-chunked", StringComparison.Ordinal);

    private static async Task<long> ReceivePlainAsync(S3Call call, FileStream file, PayloadCheck check)
    {
        if (call.Request.ContentLength is not { } length)
            throw S3Errors.MissingContentLength();
        if (length > S3Limits.PutBytes)
            throw S3Errors.EntityTooLarge();
        var buffer = new byte[(int)Math.Clamp(length, 1, PieceBytes)];
        int count;
        while ((count = await call.Request.Body.ReadAsync(buffer, call.Aborted)) > 0)
        {
            check.Append(buffer.AsSpan(0, count));
            await file.WriteAsync(buffer.AsMemory(0, count), call.Aborted);
        }

        check.Finish(ImmutableDictionary<string, string>.Empty);
        return length;
    }

    private static async Task<long> ReceiveChunksAsync(S3Call call, FileStream file, PayloadCheck check)
    {
        var body = new AwsChunkedStream(call.Request.Body, call.ChunkSignatures);
        long size = 0;
        while (await body.ReadAsync(call.Aborted) is { Length: > 0 } piece)
        {
            size += piece.Length;
            if (size > S3Limits.PutBytes)
                throw S3Errors.EntityTooLarge();
            check.Append(piece.Span);
            await file.WriteAsync(piece, call.Aborted);
        }

        if (!long.TryParse(call.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var declared))
            throw S3Errors.MissingContentLength();
        if (declared != size || (check.AwaitsTrailer && body.Trailers.Count == 0))
            throw S3Errors.IncompleteBody();
        check.Finish(body.Trailers);
        return size;
    }
}
