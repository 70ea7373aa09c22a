namespace FaceRec.Gateway.Tests;

/// <summary>The clone that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>One of the photographs of the README.</summary>
    public static byte[] Photo(int number) => File.ReadAllBytes(Path.Combine(Root, "artifacts", "photos", $"sample{number}.jpg"));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FaceRec.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("FaceRec.sln was not found above the tests.");
        return folder.FullName;
    }
}
