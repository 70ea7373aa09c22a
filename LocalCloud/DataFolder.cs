using System.Diagnostics;

namespace FaceRec.LocalCloud;

/// <summary>
/// The folder in which everything is kept, for one process alone: two that wrote into it would destroy each other's data. The system lets
/// go of it when the process ends, however it ends. Where nothing is to be kept it is a temporary one that is removed.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly string _path;
    private readonly FileStream? _hold;

    private DataFolder(string path, FileStream? hold)
    {
        _path = path;
        _hold = hold;
    }

    public bool IsKept => _hold is not null;

    /// <summary>Takes the folder, and waits a while for an earlier run that is still stopping.</summary>
    /// <exception cref="IOException">Somebody else has it, and keeps it.</exception>
    public static async Task<DataFolder> OpenAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        if (options.DataFolder is not { } path)
            return new DataFolder(Directory.CreateTempSubdirectory("localcloud-").FullName, null);
        Directory.CreateDirectory(path);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Step);
        while (true)
        {
            try
            {
                return new DataFolder(path, new FileStream(Path.Combine(path, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (watch.Elapsed < options.DataFolderPatience)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (IOException error)
            {
                throw new IOException($"The data folder {path} is in use, probably by another LocalCloud. Stop that one, or choose another folder.", error);
            }
        }
    }

    public string PathOf(string part) => Path.Combine(_path, part);

    public void Dispose()
    {
        _hold?.Dispose();
        if (!IsKept)
            Directory.Delete(_path, recursive: true);
    }
}
