namespace FaceRec.Gateway;

/// <summary>A client's file name as a label: never part of a key or a path, and yet refused where it tries to be one.</summary>
internal static class FileLabel
{
    const int MaxLength = 255;

    public const string Rule = "1 to 255 characters without /, \\ or control characters, and not . or ..";

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' || char.IsControl(c));

    /// <summary>The name without its last extension: <c>test_000.jpg</c> is <c>test_000</c>.</summary>
    public static string Stem(string name) => Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;
}
