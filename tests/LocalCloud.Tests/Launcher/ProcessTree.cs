using System.Globalization;

namespace FaceRec.LocalCloud.Tests.Launcher;

/// <summary>The processes of this machine, as Linux shows them.</summary>
internal static class ProcessTree
{
    public static bool IsShown => Directory.Exists("/proc/self");

    /// <summary>The ids of all processes below one.</summary>
    public static HashSet<int> Below(int ancestor)
    {
        var children = All().ToLookup(process => process.Parent, process => process.Id);
        var found = new HashSet<int>();
        var next = new Queue<int>([ancestor]);
        while (next.TryDequeue(out var id))
        {
            foreach (var child in children[id].Where(found.Add))
                next.Enqueue(child);
        }

        return found;
    }

    /// <summary>Those of the processes that still run.</summary>
    public static List<int> Running(IEnumerable<int> processes)
    {
        var all = All().Where(process => process.State is not ('Z' or 'X')).Select(process => process.Id).ToHashSet();
        return [.. processes.Where(all.Contains)];
    }

    private static IEnumerable<(int Id, int Parent, char State)> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            string text;
            try
            {
                text = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                continue;
            }

            // The name, in parentheses, may hold anything; state and parent follow it.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            yield return (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0]);
        }
    }
}
