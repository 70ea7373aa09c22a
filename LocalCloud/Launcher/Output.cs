namespace FaceRec.LocalCloud.Launcher;

/// <summary>Writes the lines of several processes to one screen, each behind the name of its own.</summary>
internal sealed class Output(TextWriter writer)
{
    const int NameWidth = 10;

    readonly Lock _lock = new();

    public void Write(string name, string line)
    {
        lock (_lock)
            writer.WriteLine($"{(name.Length > NameWidth ? name[..NameWidth] : name.PadRight(NameWidth))} | {line}");
    }

    public void WriteScreen(string text)
    {
        lock (_lock)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }
}
