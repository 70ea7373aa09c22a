using System.Globalization;

namespace FaceRec.LocalCloud.S3;

/// <summary>The conditional headers of a request. Reads and writes judge them by different rules.</summary>
internal sealed record Conditions(string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    public static Conditions From(IHeaderDictionary headers, string prefix = "") => new(
        Text(headers, prefix + "If-Match"),
        Text(headers, prefix + "If-None-Match"),
        Date(headers, prefix + "If-Modified-Since"),
        Date(headers, prefix + "If-Unmodified-Since"));

    /// <summary>Whether an object may be read (RFC 9110, section 13.2.2, as S3 follows it).</summary>
    public void CheckRead(StoredObject stored)
    {
        if (IfMatch is not null ? !Matches(IfMatch, stored) : IfUnmodifiedSince < stored.ModifiedSecond)
            throw S3Errors.PreconditionFailed();
        if (IfNoneMatch is not null ? Matches(IfNoneMatch, stored) : IfModifiedSince >= stored.ModifiedSecond)
            throw S3Errors.NotModified();
    }

    /// <summary>Whether a copy may be made of an object: what a read would answer with 304 is 412 here.</summary>
    public void CheckCopy(StoredObject source)
    {
        if ((IfMatch is not null ? !Matches(IfMatch, source) : IfUnmodifiedSince < source.ModifiedSecond)
            || (IfNoneMatch is not null ? Matches(IfNoneMatch, source) : IfModifiedSince >= source.ModifiedSecond))
            throw S3Errors.PreconditionFailed();
    }

    /// <summary>Whether an object may be written or deleted, given what is there now. Called under the lock of the bucket.</summary>
    public void CheckWrite(StoredObject? current)
    {
        if (IfNoneMatch is not null)
        {
            if (IfNoneMatch != "*")
                throw S3Errors.NotImplemented("If-None-Match with anything but * on writes");
            if (current is not null)
                throw S3Errors.PreconditionFailed();
        }

        if (IfMatch is null)
            return;
        if (current is null)
            throw S3Errors.NoSuchKey();
        if (!Matches(IfMatch, current))
            throw S3Errors.PreconditionFailed();
    }

    private static bool Matches(string tags, StoredObject stored) =>
        tags.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == stored.ETag);

    private static string? Text(IHeaderDictionary headers, string name) => headers[name].ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Date(IHeaderDictionary headers, string name) =>
        DateTimeOffset.TryParse(headers[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
