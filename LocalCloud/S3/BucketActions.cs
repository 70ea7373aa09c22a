using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.S3;

/// <summary>The operations on buckets and their lists of objects.</summary>
internal sealed class BucketActions(BucketStore store)
{
    public Task ListBucketsAsync(S3Call call)
    {
        call.Allow("prefix", "max-buckets", "bucket-region", "continuation-token");
        var prefix = call.Parameter("prefix");
        var after = call.Parameter("continuation-token");
        var max = MaxOf(call, "max-buckets", 10_000);
        var found = store.List()
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, after) > 0)
            .Take(max + 1).ToList();
        var page = found.Take(max).ToList();
        return call.ReplyXmlAsync(new XElement(
            "ListAllMyBucketsResult",
            new XElement("Owner", new XElement("ID", LocalAccount.Id)),
            new XElement("Buckets", page.Select(bucket => new XElement(
                "Bucket",
                new XElement("Name", bucket.Name),
                new XElement("CreationDate", Iso(bucket.Created)),
                new XElement("BucketRegion", LocalAccount.Region)))),
            found.Count > page.Count ? new XElement("ContinuationToken", page[^1].Name) : null));
    }

    public Task RunAsync(S3Call call)
    {
        switch (call.Request.Method)
        {
            case "PUT":
                call.Allow();
                store.Create(call.Bucket);
                call.Response.Headers.Location = $"/{call.Bucket}";
                return Task.CompletedTask;
            case "HEAD":
                call.Allow();
                store.Find(call.Bucket);
                call.Response.Headers["x-amz-bucket-region"] = LocalAccount.Region;
                return Task.CompletedTask;
            case "DELETE":
                call.Allow();
                store.Delete(call.Bucket);
                call.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            case "GET" when call.Asks("location"):
                call.Allow("location");
                store.Find(call.Bucket);
                // Empty is how us-east-1 is said.
                return call.ReplyXmlAsync(new XElement("LocationConstraint"));
            case "GET":
                return ListAsync(call);
            case "POST" when call.Asks("delete"):
                return DeleteObjectsAsync(call);
            default:
                throw S3Errors.MethodNotAllowed();
        }
    }

    private Task ListAsync(S3Call call)
    {
        call.Allow("list-type", "prefix", "delimiter", "max-keys", "marker", "continuation-token", "start-after", "encoding-type", "fetch-owner");
        var second = call.Parameter("list-type") == "2";
        var prefix = call.Parameter("prefix");
        var delimiter = call.Parameter("delimiter");
        var max = Math.Min(MaxOf(call, "max-keys", S3Limits.ListKeys), S3Limits.ListKeys);
        var token = call.Parameter("continuation-token");
        var after = !second ? call.Parameter("marker") : token.Length > 0 ? Untoken(token) : call.Parameter("start-after");
        var page = store.Find(call.Bucket).List(prefix, delimiter, after, max);
        var encoded = call.Parameter("encoding-type") == "url";

        return call.ReplyXmlAsync(new XElement(
            "ListBucketResult",
            new XElement("Name", call.Bucket),
            new XElement("Prefix", Encode(prefix)),
            delimiter.Length > 0 ? new XElement("Delimiter", Encode(delimiter)) : null,
            new XElement("MaxKeys", max),
            encoded ? new XElement("EncodingType", "url") : null,
            new XElement("IsTruncated", page.Next is not null),
            second ? Second() : First(),
            page.Objects.Select(stored => new XElement(
                "Contents",
                new XElement("Key", Encode(stored.Key)),
                new XElement("LastModified", Iso(stored.Modified)),
                new XElement("ETag", ObjectHeaders.Quoted(stored.ETag)),
                stored.Checksums.Keys.Select(name => new XElement("ChecksumAlgorithm", name[Checksum.HeaderPrefix.Length..].ToUpperInvariant())),
                new XElement("Size", stored.Size),
                !second || call.Parameter("fetch-owner") == "true" ? new XElement("Owner", new XElement("ID", LocalAccount.Id)) : null,
                new XElement("StorageClass", "STANDARD"))),
            page.CommonPrefixes.Select(common => new XElement("CommonPrefixes", new XElement("Prefix", Encode(common))))));

        string Encode(string text) => encoded ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text;

        object?[] Second() =>
        [
            new XElement("KeyCount", page.Objects.Count + page.CommonPrefixes.Count),
            token.Length > 0 ? new XElement("ContinuationToken", token) : null,
            call.Parameter("start-after") is { Length: > 0 } startAfter ? new XElement("StartAfter", Encode(startAfter)) : null,
            page.Next is { } next ? new XElement("NextContinuationToken", Token(next)) : null,
        ];

        // Version 1 tells where to go on only when there is a delimiter; without one the last key says it.
        object?[] First() =>
        [
            new XElement("Marker", Encode(after)),
            page.Next is { } next && delimiter.Length > 0 ? new XElement("NextMarker", Encode(next)) : null,
        ];
    }

    private async Task DeleteObjectsAsync(S3Call call)
    {
        call.Allow("delete");
        var bucket = store.Find(call.Bucket);
        using var check = new PayloadCheck(call.Request.Headers);
        var request = await call.ReadXmlAsync(check);
        var items = request.Elements().Where(element => element.Name.LocalName == "Object").ToList();
        if (request.Name.LocalName != "Delete" || items.Count is 0 or > S3Limits.DeleteKeys)
            throw S3Errors.MalformedXml();
        var quiet = request.Elements().Any(element => element.Name.LocalName == "Quiet" && element.Value.Trim() == "true");
        var results = items.Select(item => DeleteOne(bucket, item, quiet)).ToList();
        await call.ReplyXmlAsync(new XElement("DeleteResult", results));
    }

    private static XElement? DeleteOne(Bucket bucket, XElement item, bool quiet)
    {
        var key = item.Elements().FirstOrDefault(element => element.Name.LocalName == "Key")?.Value ?? throw S3Errors.MalformedXml();
        try
        {
            if (item.Elements().FirstOrDefault(element => element.Name.LocalName is not ("Key" or "ETag")) is { } unknown)
                throw S3Errors.NotImplemented($"{unknown.Name.LocalName} in DeleteObjects");
            var tag = item.Elements().FirstOrDefault(element => element.Name.LocalName == "ETag")?.Value;
            bucket.Delete(key, new Conditions(tag, null, null, null));
            return quiet ? null : new XElement("Deleted", new XElement("Key", key));
        }
        catch (AwsError error)
        {
            return new XElement("Error", new XElement("Key", key), new XElement("Code", error.Code), new XElement("Message", error.Message));
        }
    }

    private static int MaxOf(S3Call call, string name, int absent)
    {
        var text = call.Parameter(name);
        if (text.Length == 0)
            return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var max)
            ? max
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range");
    }

    private static string Token(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Untoken(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect");
        }
    }

    internal static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
