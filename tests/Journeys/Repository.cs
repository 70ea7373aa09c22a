namespace FaceRec.Journeys;

/// <summary>The clone that these tests were built in, and the photographs that its build restores.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <param name="number">1 to 6.</param>
    public static byte[] Photo(int number) => File.ReadAllBytes(Path.Combine(Root, "artifacts", "photos", $"sample{number}.jpg"));

    /// <summary>A service as it was built with these tests.</summary>
    public static string Program(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, $"FaceRec.{project}.dll");

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FaceRec.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("FaceRec.sln was not found above the tests.");
        return folder.FullName;
    }
}
