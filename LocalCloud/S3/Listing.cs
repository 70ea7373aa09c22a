namespace FaceRec.LocalCloud.S3;

/// <summary>One page of the objects of a bucket.</summary>
/// <param name="Next">The last key or common prefix of this page, after which the next page begins; null on the last page.</param>
internal sealed record Listing(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, string? Next)
{
    /// <param name="after">Keys up to this one were listed before; a common prefix stands for all keys that begin with it.</param>
    public static Listing Of(ObjectIndex index, string prefix, string delimiter, string after, int max)
    {
        List<StoredObject> objects = [];
        List<string> prefixes = [];
        var next = "";
        var position = index.FirstAtOrAfter(prefix);
        if (Utf8Order.Instance.Compare(after, prefix) > 0)
            position = Math.Max(position, Skip(index, after, delimiter));
        for (; index.At(position) is { } stored && stored.Key.StartsWith(prefix, StringComparison.Ordinal); next = Last(objects, prefixes))
        {
            if (objects.Count + prefixes.Count >= max)
                return new Listing(objects, prefixes, max == 0 ? null : next);
            var cut = delimiter.Length == 0 ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (cut < 0)
            {
                objects.Add(stored);
                position++;
                continue;
            }

            var common = stored.Key[..(cut + delimiter.Length)];
            prefixes.Add(common);
            position = index.FirstAfterPrefix(common);
        }

        return new Listing(objects, prefixes, null);
    }

    private static int Skip(ObjectIndex index, string after, string delimiter) =>
        delimiter.Length > 0 && after.EndsWith(delimiter, StringComparison.Ordinal) ? index.FirstAfterPrefix(after) : index.FirstAfter(after);

    private static string Last(List<StoredObject> objects, List<string> prefixes)
    {
        if (objects.Count == 0)
            return prefixes[^1];
        if (prefixes.Count == 0)
            return objects[^1].Key;
        return Utf8Order.Instance.Compare(objects[^1].Key, prefixes[^1]) > 0 ? objects[^1].Key : prefixes[^1];
    }
}
