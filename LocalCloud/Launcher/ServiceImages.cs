namespace FaceRec.LocalCloud.Launcher;

/// <summary>How FaceRec's own services are run: from the build outputs that lie beside this one.</summary>
internal static class ServiceImages
{
    /// <summary>The machine image whose instances are Recognition workers.</summary>
    public const string WorkerImageId = "ami-facerec";

    /// <exception cref="FileNotFoundException">The service was not built.</exception>
    public static LocalImage Find(string project, IReadOnlyDictionary<string, string> environment)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration, $"FaceRec.{project}.dll"));
        return File.Exists(path)
            ? new LocalImage(DotnetHost(), [path], environment)
            : throw new FileNotFoundException($"{project} was not found at {path}. Build the whole solution: dotnet build FaceRec.sln", path);
    }

    /// <summary>What every service is told: where its AWS is, and to stop with us.</summary>
    public static Dictionary<string, string> Variables(Uri endpoint, LauncherOptions options) => new()
    {
        ["ID"] = options.Id,
        ["AWS_REGION"] = LocalAccount.Region,
        ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = options.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = options.SecretAccessKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["STOP_WHEN_INPUT_ENDS"] = "true",
        ["LOG_FORMAT"] = Environment.GetEnvironmentVariable("LOG_FORMAT") ?? "text",
    };

    static string DotnetHost() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path
        : "dotnet";
}
