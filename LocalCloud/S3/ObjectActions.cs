using System.Xml.Linq;

namespace FaceRec.LocalCloud.S3;

/// <summary>The operations on single objects.</summary>
internal sealed class ObjectActions(BucketStore store, ObjectReceiver receiver)
{
    private static readonly (string Parameter, string Header)[] Overrides =
    [
        ("response-content-type", "Content-Type"), ("response-content-language", "Content-Language"), ("response-expires", "Expires"),
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"), ("response-content-encoding", "Content-Encoding"),
    ];

    public async Task PutAsync(S3Call call)
    {
        call.Allow();
        var bucket = store.Find(call.Bucket);
        ObjectHeaders.CheckEmulated(call.Request.Headers);
        var headers = ObjectHeaders.Read(call.Request.Headers);
        var conditions = Conditions.From(call.Request.Headers);
        // Judged before the upload to spare it, and again when it takes effect, which is what counts.
        bucket.CheckWrite(call.Key, conditions);
        var stored = await receiver.ReceiveAsync(call, headers);
        Commit(bucket, stored, conditions);
        call.Response.Headers.ETag = ObjectHeaders.Quoted(stored.ETag);
        call.Response.Headers["x-amz-server-side-encryption"] = "AES256";
        ObjectHeaders.WriteChecksums(call.Response, stored);
    }

    public async Task GetAsync(S3Call call)
    {
        call.Allow([.. Overrides.Select(item => item.Parameter)]);
        var head = HttpMethods.IsHead(call.Request.Method);
        var (stored, file) = store.Find(call.Bucket).Open(call.Key);
        await using var _ = file;
        call.Response.Headers.ETag = ObjectHeaders.Quoted(stored.ETag);
        Conditions.From(call.Request.Headers).CheckRead(stored);
        var range = ByteRange.Parse(call.Header("Range"), stored.Size);
        ObjectHeaders.Write(call.Response, stored, call.Header("x-amz-checksum-mode") == "ENABLED" && range is null);
        foreach (var (parameter, header) in Overrides.Where(item => call.Asks(item.Parameter)))
            call.Response.Headers[header] = call.Parameter(parameter);
        if (range is { } part)
        {
            call.Response.StatusCode = StatusCodes.Status206PartialContent;
            call.Response.Headers.ContentRange = part.ContentRange(stored.Size);
        }

        var (from, length) = range ?? new ByteRange(0, stored.Size);
        call.Response.ContentLength = length;
        if (!head)
            await CopyAsync(file, from, length, call.Response.Body, call.Aborted);
    }

    public Task DeleteAsync(S3Call call)
    {
        call.Allow();
        store.Find(call.Bucket).Delete(call.Key, Conditions.From(call.Request.Headers));
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task CopyAsync(S3Call call)
    {
        call.Allow();
        ObjectHeaders.CheckEmulated(call.Request.Headers);
        if (call.Request.Headers.ContainsKey("x-amz-copy-source-range"))
            throw S3Errors.InvalidArgument("x-amz-copy-source-range applies to parts only.");
        var target = store.Find(call.Bucket);
        var (sourceBucket, sourceKey) = CopySource(call);
        var (source, file) = store.Find(sourceBucket).Open(sourceKey);
        await using var _ = file;
        Conditions.From(call.Request.Headers, "x-amz-copy-source-").CheckCopy(source);
        var replace = call.Header("x-amz-metadata-directive") == "REPLACE";
        if (!replace && sourceBucket == call.Bucket && sourceKey == call.Key)
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        var headers = replace ? ObjectHeaders.Read(call.Request.Headers) : source.Headers;
        var copy = await receiver.WriteAsync(call.Key, headers, call.Aborted, async output =>
        {
            await CopyAsync(file, 0, source.Size, output, call.Aborted);
            return (source.Size, [], source.Checksums);
        }, source.ETag);
        Commit(target, copy, Conditions.From(call.Request.Headers));
        await call.ReplyXmlAsync(new XElement(
            "CopyObjectResult",
            new XElement("ETag", ObjectHeaders.Quoted(copy.ETag)),
            new XElement("LastModified", BucketActions.Iso(copy.Modified))));
    }

    internal static (string Bucket, string Key) CopySource(S3Call call)
    {
        var source = call.Header("x-amz-copy-source");
        if (source.Contains('?', StringComparison.Ordinal))
            throw S3Errors.NotImplemented("versions of objects");
        var (bucket, key) = S3Names.Split(source);
        return key.Length > 0 ? (bucket, key) : throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }

    internal static void Commit(Bucket bucket, StoredObject stored, Conditions conditions)
    {
        try
        {
            bucket.Commit(stored, conditions);
        }
        catch (AwsError)
        {
            File.Delete(stored.File);
            throw;
        }
    }

    internal static async Task CopyAsync(FileStream source, long from, long length, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Clamp(length, 1, 128 << 10)];
        source.Position = from;
        while (length > 0)
        {
            var count = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancellationToken);
            if (count == 0)
                throw new IOException($"The file {source.Name} is shorter than its record says.");
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            length -= count;
        }
    }
}
