using System.Diagnostics;
using System.Globalization;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>How far a run is, on one line of a terminal. Synchronous, so that a line never comes after the result.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<int>
{
    readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Nothing where nobody watches: a dry run, a file or a pipe.</summary>
    public static IProgress<int>? On(TextWriter errors, bool dryRun)
        => dryRun || Console.IsErrorRedirected || !ReferenceEquals(errors, Console.Error) ? null : new ProgressLine(errors);

    public void Report(int value)
        => terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value} done, {value / _watch.Elapsed.TotalSeconds:0.#}/s \r"));
}
