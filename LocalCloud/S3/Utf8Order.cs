namespace FaceRec.LocalCloud.S3;

/// <summary>
/// Orders keys by their UTF-8 bytes, as S3 lists them. UTF-16 code units, which .NET compares, sort the same except that
/// surrogates (characters above U+FFFF) come before U+E000 to U+FFFF.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var length = Math.Min(x!.Length, y!.Length);
        for (var i = 0; i < length; i++)
        {
            if (x[i] != y[i])
                return Rank(x[i]) - Rank(y[i]);
        }

        return x.Length - y.Length;
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
