namespace FaceRec.LocalCloud.Launcher;

/// <summary>What the command line says.</summary>
/// <param name="Port">Port of the AWS endpoint; 0 = any free one.</param>
/// <param name="GatewayPort">Port of the Gateway; 0 = any free one.</param>
/// <param name="MinInstances">Workers that run even when there is nothing to do.</param>
/// <param name="DataFolder">Where everything is kept; null keeps nothing.</param>
/// <param name="AwsOnly">Starts no service of FaceRec.</param>
/// <param name="ChecksSignatures">Lets in only requests that are signed with <see cref="AccessKeyId"/> and <see cref="SecretAccessKey"/>.</param>
/// <param name="RequireKey">Has the Gateway ask for an API key, as it does in production, and makes one.</param>
internal sealed record LauncherOptions(int Port, int GatewayPort, int MinInstances, string? DataFolder, bool AwsOnly, bool ChecksSignatures, bool RequireKey)
{
    const string AnyKey = "local";

    /// <summary>What the services sign with. A user's real key is none of their business, unless it was given for this.</summary>
    public string AccessKeyId => ChecksSignatures ? Variable("AWS_ACCESS_KEY_ID", AnyKey) : AnyKey;

    public string SecretAccessKey => ChecksSignatures ? Variable("AWS_SECRET_ACCESS_KEY", AnyKey) : AnyKey;

    /// <summary>The first part of every name, as the services read it.</summary>
    public string Id => Variable("ID", "facerec");

    /// <summary>Under <c>artifacts/</c> where this was built in a clone of the repository, else in the user's own data folder.</summary>
    public static string DefaultDataFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FaceRec.sln")))
                return Path.Combine(folder.FullName, "artifacts", "localcloud");
        }

        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "FaceRec", "localcloud");
    }

    static string Variable(string name, string absent) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : absent;
}
