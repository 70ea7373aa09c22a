using System.Diagnostics;
using System.Globalization;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>How far a run is, on one line of a terminal. Synchronous, so that a line never comes after the result.</summary>
/// <param name="total">How many there are to go through at most; null where that is not known.</param>
internal sealed class ProgressLine(TextWriter terminal, int? total) : IProgress<int>
{
    const int Width = 30;
    readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Whether anybody watches: no dry run, no file and no pipe.</summary>
    public static bool IsWatched(TextWriter errors, bool dryRun) => !dryRun && !Console.IsErrorRedirected && ReferenceEquals(errors, Console.Error);

    public void Report(int value) => terminal.Write($"\r{Describe(value, total, _watch.Elapsed)} ");

    internal static string Describe(int done, int? total, TimeSpan elapsed)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} done, {rate:0.#}/s");
        if (total is not { } all || all < done)
            return text;
        var filled = all == 0 ? Width : (int)((long)Width * done / all);
        var left = done == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(Math.Ceiling((all - done) / rate)):c} left at most");
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {text} of {all}{left}");
    }
}
