namespace FaceRec.Recognition.Bench;

internal static class Pictures
{
    /// <summary>So many pictures of a folder and those below it, spread evenly over it.</summary>
    public static IReadOnlyList<string> Take(string folder, int count)
    {
        var all = Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        return all.Count == 0
            ? throw new InvalidOperationException($"There are no JPEG pictures in {Path.GetFullPath(folder)}.")
            : [.. Enumerable.Range(0, Math.Min(count, all.Count)).Select(i => all[(int)((long)i * all.Count / Math.Min(count, all.Count))])];
    }
}
