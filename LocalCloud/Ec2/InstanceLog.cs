using System.Text;
using System.Text.Json;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>
/// Keeps the record of instances in a file to which every change adds a line: the instance as it is now. The last line of an instance
/// counts. Used only under the lock of <see cref="InstanceFleet"/>.
/// </summary>
internal sealed class InstanceLog : IDisposable
{
    // Lines beyond those that count, before the file is written anew.
    const int MaxOldLines = 5000;

    readonly string _path;
    FileStream _file;
    int _oldLines;

    InstanceLog(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Opens the log and reads what earlier runs left.</summary>
    public static (InstanceLog Log, IReadOnlyList<Instance> Instances) Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "instances.jsonl");
        var instances = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (Read(line) is { } instance)
                instances[instance.Id] = instance;
        }

        return (new InstanceLog(path, Rewrite(path, instances.Values)), [.. instances.Values]);
    }

    public void Write(IEnumerable<Instance> changed, IReadOnlyCollection<Instance> all)
    {
        var text = new StringBuilder();
        foreach (var instance in changed)
        {
            text.Append(JsonSerializer.Serialize(instance)).Append('\n');
            _oldLines++;
        }

        _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _file.Flush();
        if (_oldLines < MaxOldLines)
            return;
        _file.Dispose();
        _file = Rewrite(_path, all);
        _oldLines = 0;
    }

    public void Dispose() => _file.Dispose();

    // The last line may be half of one where the process was killed.
    static Instance? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Instance>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static FileStream Rewrite(string path, IEnumerable<Instance> instances)
    {
        var aside = path + ".new";
        using (var file = new StreamWriter(aside))
        {
            foreach (var instance in instances)
                file.WriteLine(JsonSerializer.Serialize(instance));
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }
}
