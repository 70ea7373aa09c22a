using FaceRec.Recognition.Work;

namespace FaceRec.Recognition;

/// <summary>What the worker's program does on the command line instead of working: <c>gallery reembed [collection]</c>.</summary>
internal static class GalleryCommand
{
    private const string Usage = "FaceRec.Recognition gallery reembed [collection]   embeds every face again, from the stored pictures, with the models configured now";

    /// <summary>True where the arguments ask for a command rather than for a worker.</summary>
    public static bool IsMeant(string[] args) => args is ["gallery", ..];

    /// <summary>Runs the command and returns the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (args is not ["gallery", "reembed"] and not ["gallery", "reembed", _])
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var failed = await services.GetRequiredService<GalleryReembedding>().RunAsync(args.ElementAtOrDefault(2), cancellationToken);
        return failed == 0 ? 0 : 1;
    }
}
