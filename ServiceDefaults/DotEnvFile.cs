using DotNetEnv;

namespace FaceRec.ServiceDefaults;

/// <summary>
/// Reads <c>.env</c> into the environment, where a variable that is set already keeps its value. The file is the one in the working
/// directory, or else the one at the root of the repository around it.
/// </summary>
internal static class DotEnvFile
{
    public static void Load(string workingDirectory)
    {
        if (Find(workingDirectory) is { } path)
            Env.NoClobber().Load(path);
    }

    public static string? Find(string workingDirectory)
    {
        var here = Path.Combine(workingDirectory, ".env");
        if (File.Exists(here))
            return here;
        var root = new DirectoryInfo(workingDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FaceRec.sln")))
            root = root.Parent;
        var atRoot = root is null ? null : Path.Combine(root.FullName, ".env");
        return File.Exists(atRoot) ? atRoot : null;
    }
}
