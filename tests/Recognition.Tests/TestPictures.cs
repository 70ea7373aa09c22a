namespace FaceRec.Recognition.Tests;

/// <summary>Photographs: those the build restores, always there, and those beside the repository, which a clone need not have.</summary>
internal static class TestPictures
{
    private static readonly string Root = FindRoot();

    /// <summary>One of sample1 to sample6 of @vladmandic/face-api.</summary>
    public static byte[] Sample(int number) => File.ReadAllBytes(Path.Combine(Root, "artifacts", "photos", $"sample{number}.jpg"));

    /// <summary>A file of the development pictures; skips the test where they are absent.</summary>
    public static string Data(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("FACEREC_DATA") is { Length: > 0 } set ? set : Path.Combine(Root, "..", "shared", "data");
        var found = Path.Combine([folder, .. path]);
        if (!Path.Exists(found))
            Assert.Skip($"The development pictures are not here: {Path.GetFullPath(found)} (FACEREC_DATA can name another folder).");
        return found;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FaceRec.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("FaceRec.sln is in no folder above the tests.");
    }
}
