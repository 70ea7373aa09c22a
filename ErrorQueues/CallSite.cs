using System.Text.RegularExpressions;

namespace FaceRec.ErrorQueues;

/// <summary>Where something failed, such that two messages that failed in the same place say the same.</summary>
internal static partial class CallSite
{
    static readonly string[] NotOurs = ["System.", "Microsoft.", "MassTransit.", "Amazon.", "SkiaSharp.", "Polly."];

    /// <summary>The first frame that is neither the runtime's nor a library's, without its line; the first of all where every frame is theirs.</summary>
    public static string? FirstFrame(string? stackTrace)
    {
        string? first = null;
        foreach (var line in (stackTrace ?? "").Split('\n'))
        {
            var frame = line.Trim();
            if (!frame.StartsWith("at ", StringComparison.Ordinal))
                continue;
            frame = frame[3..];
            var file = frame.IndexOf(") in ", StringComparison.Ordinal);
            frame = file < 0 ? frame : frame[..(file + 1)];
            first ??= frame;
            if (!NotOurs.Any(name => frame.StartsWith(name, StringComparison.Ordinal)))
                return frame;
        }

        return first;
    }

    /// <summary>A text without what differs from message to message: ids and numbers.</summary>
    public static string Generalise(string text) => Numbers().Replace(Ids().Replace(text, "*"), "*");

    [GeneratedRegex(@"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
