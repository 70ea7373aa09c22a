using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FaceRec.LocalCloud;

/// <summary>A process that we started. Its standard input is held open: it ends when this process does, and a child that watches it knows.</summary>
internal sealed partial class ChildProcess
{
    const int Terminate = 15;

    readonly Process _process;

    ChildProcess(Process process) => _process = process;

    /// <summary>SIGSTOP; the numbers of these two differ between systems.</summary>
    public static int Freeze => OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>SIGCONT.</summary>
    public static int Thaw => OperatingSystem.IsMacOS() ? 19 : 18;

    public int ProcessId => _process.Id;

    /// <summary>Starts a process. Whoever starts it may hold a lock that <paramref name="exited"/> takes.</summary>
    public static ChildProcess Start(LocalImage image, IReadOnlyDictionary<string, string> environment, Action<string> output, Action<int> exited)
    {
        var start = new ProcessStartInfo(image.FileName, image.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in (image.Environment ?? new Dictionary<string, string>()).Concat(environment))
            start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        // Process tells of the end on the stack of whoever happens to look at it first, in the middle of what that one does.
        process.Exited += (_, _) => ThreadPool.QueueUserWorkItem(_ => exited(process.ExitCode));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);

        void Write(string? line)
        {
            if (line is not null)
                output(line);
        }
    }

    /// <summary>Asks the process to stop: SIGTERM, or the end of its input where there are no signals.</summary>
    public void AskToStop()
    {
        if (OperatingSystem.IsWindows())
            _process.StandardInput.Close();
        else
            Signal(Terminate);
    }

    /// <summary>Sends a signal, such as SIGSTOP to freeze the process.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = kill(_process.Id, signal);
    }

    /// <summary>Ends the process and its children at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>Asks the process to stop, and kills it where it does not within the grace period.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        AskToStop();
        try
        {
            await WaitForExitAsync().WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Kill();
        }
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
