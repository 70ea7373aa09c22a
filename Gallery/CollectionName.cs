using System.Text.RegularExpressions;

namespace FaceRec.Gallery;

/// <summary>What a collection may be called. The name is part of object keys, so its alphabet is small.</summary>
public static partial class CollectionName
{
    /// <summary>The collection that is meant where none is named.</summary>
    public const string Default = "default";

    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "1 to 40 characters: a to z, 0 to 9 and hyphens";

    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex Pattern();
}
