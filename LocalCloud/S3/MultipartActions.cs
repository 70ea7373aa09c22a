using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.S3;

/// <summary>The operations of multipart uploads.</summary>
internal sealed class MultipartActions(BucketStore store, UploadStore uploads, ObjectReceiver receiver, TimeProvider clock)
{
    public Task BeginAsync(S3Call call)
    {
        call.Allow("uploads");
        store.Find(call.Bucket);
        ObjectHeaders.CheckEmulated(call.Request.Headers);
        var algorithm = call.Header("x-amz-checksum-algorithm").ToLowerInvariant();
        var header = algorithm.Length > 0 ? Checksum.HeaderPrefix + algorithm : null;
        using var known = header is null ? null : Checksum.Create(header) ?? throw S3Errors.InvalidRequest("Checksum algorithm provided is unsupported.");
        // CRC-64/NVME exists only as the checksum of whole objects.
        var full = call.Header("x-amz-checksum-type") is { Length: > 0 } type ? type == "FULL_OBJECT" : algorithm == "crc64nvme";
        var upload = new Upload(
            Guid.NewGuid().ToString("N"), call.Bucket, call.Key, clock.GetUtcNow(), ObjectHeaders.Read(call.Request.Headers), header, full);
        uploads.Begin(upload);
        if (header is not null)
        {
            call.Response.Headers["x-amz-checksum-algorithm"] = algorithm.ToUpperInvariant();
            call.Response.Headers["x-amz-checksum-type"] = full ? "FULL_OBJECT" : "COMPOSITE";
        }

        return call.ReplyXmlAsync(new XElement("InitiateMultipartUploadResult", Names(upload), new XElement("UploadId", upload.Id)));
    }

    public async Task PutPartAsync(S3Call call)
    {
        call.Allow("partNumber", "uploadId");
        var upload = Find(call);
        if (!int.TryParse(call.Parameter("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > S3Limits.MaxPartNumber)
            throw S3Errors.InvalidArgument($"Part number must be an integer between 1 and {S3Limits.MaxPartNumber}, inclusive");
        if (call.Request.Headers.ContainsKey("x-amz-copy-source"))
        {
            await CopyPartAsync(call, upload, number);
            return;
        }

        var part = await receiver.ReceiveAsync(call, ImmutableSortedDictionary<string, string>.Empty, upload.ChecksumHeader);
        uploads.PutPart(upload, number, part);
        call.Response.Headers.ETag = ObjectHeaders.Quoted(part.ETag);
        foreach (var (name, value) in part.Checksums)
            call.Response.Headers[name] = value;
    }

    public Task ListPartsAsync(S3Call call)
    {
        call.Allow("uploadId", "max-parts", "part-number-marker");
        var upload = Find(call);
        var after = int.TryParse(call.Parameter("part-number-marker"), CultureInfo.InvariantCulture, out var marker) ? marker : 0;
        var max = int.TryParse(call.Parameter("max-parts"), CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 1000) : 1000;
        var found = uploads.Parts(upload).Where(part => part.Number > after).Take(max + 1).ToList();
        var page = found.Take(max).ToList();
        return call.ReplyXmlAsync(new XElement(
            "ListPartsResult",
            Names(upload),
            new XElement("UploadId", upload.Id),
            new XElement("PartNumberMarker", after),
            new XElement("MaxParts", max),
            new XElement("IsTruncated", found.Count > page.Count),
            found.Count > page.Count ? new XElement("NextPartNumberMarker", page[^1].Number) : null,
            page.Select(part => new XElement(
                "Part",
                new XElement("PartNumber", part.Number),
                new XElement("LastModified", BucketActions.Iso(part.Part.Modified)),
                new XElement("ETag", ObjectHeaders.Quoted(part.Part.ETag)),
                new XElement("Size", part.Part.Size)))));
    }

    public Task ListUploadsAsync(S3Call call)
    {
        call.Allow("uploads", "prefix", "encoding-type");
        store.Find(call.Bucket);
        var prefix = call.Parameter("prefix");
        return call.ReplyXmlAsync(new XElement(
            "ListMultipartUploadsResult",
            new XElement("Bucket", call.Bucket),
            new XElement("IsTruncated", false),
            uploads.List(call.Bucket).Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(upload => new XElement(
                "Upload",
                new XElement("Key", upload.Key),
                new XElement("UploadId", upload.Id),
                new XElement("Initiated", BucketActions.Iso(upload.Initiated)),
                new XElement("StorageClass", "STANDARD")))));
    }

    public Task AbortAsync(S3Call call)
    {
        call.Allow("uploadId");
        uploads.End(Find(call));
        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task CompleteAsync(S3Call call)
    {
        call.Allow("uploadId");
        var upload = Find(call);
        var bucket = store.Find(call.Bucket);
        // Checksum headers of this request speak of the object, not of this body.
        using var check = new PayloadCheck(new HeaderDictionary { ["x-amz-content-sha256"] = call.Header("x-amz-content-sha256") });
        var request = await call.ReadXmlAsync(check);
        var parts = ChosenParts(upload, request);
        var stored = await JoinAsync(call, upload, parts);
        ObjectActions.Commit(bucket, stored, Conditions.From(call.Request.Headers));
        uploads.End(upload);
        await call.ReplyXmlAsync(new XElement(
            "CompleteMultipartUploadResult",
            new XElement("Location", $"/{upload.Bucket}/{upload.Key}"),
            Names(upload),
            new XElement("ETag", ObjectHeaders.Quoted(stored.ETag)),
            stored.Checksums.Select(pair => new XElement($"Checksum{pair.Key[Checksum.HeaderPrefix.Length..].ToUpperInvariant()}", pair.Value)),
            upload.ChecksumHeader is null ? null : new XElement("ChecksumType", upload.FullObject ? "FULL_OBJECT" : "COMPOSITE")));
    }

    private List<StoredObject> ChosenParts(Upload upload, XElement request)
    {
        List<StoredObject> parts = [];
        var last = 0;
        foreach (var item in request.Elements().Where(element => element.Name.LocalName == "Part"))
        {
            var text = Child(item, "PartNumber");
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw S3Errors.MalformedXml();
            if (number <= last)
                throw S3Errors.InvalidPartOrder();
            last = number;
            var part = uploads.FindPart(upload, number);
            if (part is null || part.ETag != Child(item, "ETag")?.Trim('"'))
                throw S3Errors.InvalidPart();
            if (upload.ChecksumHeader is { } header
                && Child(item, $"Checksum{header[Checksum.HeaderPrefix.Length..].ToUpperInvariant()}") is { } checksum
                && checksum != part.Checksums.GetValueOrDefault(header))
                throw S3Errors.InvalidPart();
            parts.Add(part);
        }

        if (parts.Count == 0)
            throw S3Errors.MalformedXml();
        return parts.SkipLast(1).Any(part => part.Size < S3Limits.MinPartBytes) ? throw S3Errors.EntityTooSmall() : parts;
    }

    private async Task<StoredObject> JoinAsync(S3Call call, Upload upload, List<StoredObject> parts)
    {
        using var whole = upload is { ChecksumHeader: { } name, FullObject: true } ? Checksum.Create(name) : null;
        var etag = $"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(part => Convert.FromHexString(part.ETag))]))}-{parts.Count}";
        return await receiver.WriteAsync(upload.Key, upload.Headers, call.Aborted, async output =>
        {
            foreach (var part in parts)
            {
                await using var file = ObjectFile.OpenRead(part);
                await ObjectActions.CopyAsync(file, 0, part.Size, whole is null ? output : new ObservedStream(output, whole.Append), call.Aborted);
            }

            return (parts.Sum(part => part.Size), [], ChecksumsOf(upload, parts, whole));
        }, etag);
    }

    private static ImmutableSortedDictionary<string, string> ChecksumsOf(Upload upload, List<StoredObject> parts, Checksum? whole)
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (upload.ChecksumHeader is not { } header)
            return none;
        if (whole is not null)
            return none.Add(header, Convert.ToBase64String(whole.Finish()));
        using var composite = Checksum.Create(header)!;
        foreach (var part in parts)
            composite.Append(Convert.FromBase64String(part.Checksums[header]));
        return none.Add(header, $"{Convert.ToBase64String(composite.Finish())}-{parts.Count}");
    }

    private async Task CopyPartAsync(S3Call call, Upload upload, int number)
    {
        var (bucket, key) = ObjectActions.CopySource(call);
        var (source, file) = store.Find(bucket).Open(key);
        await using var _ = file;
        Conditions.From(call.Request.Headers, "x-amz-copy-source-").CheckCopy(source);
        var (from, length) = ByteRange.Parse(call.Header("x-amz-copy-source-range"), source.Size) ?? new ByteRange(0, source.Size);
        using var check = new PayloadCheck(new HeaderDictionary(), upload.ChecksumHeader);
        var part = await receiver.WriteAsync(upload.Key, ImmutableSortedDictionary<string, string>.Empty, call.Aborted, async output =>
        {
            await ObjectActions.CopyAsync(file, from, length, new ObservedStream(output, check.Append), call.Aborted);
            check.Finish(ImmutableDictionary<string, string>.Empty);
            return (length, check.Md5, check.Kept);
        });
        uploads.PutPart(upload, number, part);
        await call.ReplyXmlAsync(new XElement(
            "CopyPartResult",
            new XElement("ETag", ObjectHeaders.Quoted(part.ETag)),
            new XElement("LastModified", BucketActions.Iso(part.Modified))));
    }

    private Upload Find(S3Call call) => uploads.Find(call.Parameter("uploadId"), call.Bucket, call.Key);

    private static object[] Names(Upload upload) => [new XElement("Bucket", upload.Bucket), new XElement("Key", upload.Key)];

    private static string? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}
