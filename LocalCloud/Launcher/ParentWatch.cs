using System.Runtime.InteropServices;

namespace FaceRec.LocalCloud.Launcher;

/// <summary>
/// Stops the program when the <c>dotnet run</c> that started it is gone. That one passes signals on to us while it lives, but cannot when
/// it is killed. Started in any other way, we go on without our parent, as programs do when the shell that started them ends.
/// </summary>
internal sealed partial class ParentWatch : IDisposable
{
    static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    readonly int _parent;
    readonly CancellationTokenSource _stopping;
    readonly Timer _timer;

    ParentWatch(int parent, CancellationTokenSource stopping)
    {
        _parent = parent;
        _stopping = stopping;
        _timer = new Timer(_ => Look(), null, Step, Step);
    }

    /// <returns>The watch, or null where there is nothing to watch.</returns>
    public static ParentWatch? Start(CancellationTokenSource stopping)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var parent = getppid();
        return IsDotnetRun(ReadCommand(parent)) ? new ParentWatch(parent, stopping) : null;
    }

    /// <summary>Whether a command line, as the system keeps it, is that of <c>dotnet run</c> or <c>dotnet watch</c>.</summary>
    public static bool IsDotnetRun(string command)
    {
        var words = command.Split('\0');
        return Path.GetFileName(words[0]) == "dotnet" && words.Skip(1).Take(2).Any(word => word is "run" or "watch");
    }

    public void Dispose() => _timer.Dispose();

    void Look()
    {
        // Whose parent has died is given another.
        if (getppid() == _parent)
            return;
        _timer.Change(Timeout.Infinite, Timeout.Infinite);
        _stopping.Cancel();
    }

    static string ReadCommand(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    [LibraryImport("libc")]
    private static partial int getppid();
}
