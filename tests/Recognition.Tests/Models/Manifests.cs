using System.Text.Json.Nodes;

namespace FaceRec.Recognition.Tests.Models;

/// <summary>Manifests of one's own, made from the shipped one, in a folder that goes away with the test.</summary>
internal sealed class Manifests : IDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "models");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facerec-manifest-");

    public void Dispose() => _folder.Delete(recursive: true);

    public string FileIn(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a manifest with the shipped weights beside it.</summary>
    public string Write(Action<JsonObject> change)
    {
        foreach (var model in Directory.GetFiles(Shipped, "*.onnx"))
            File.Copy(model, FileIn(Path.GetFileName(model)), overwrite: true);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Shipped, "faceplugin.json")))!.AsObject();
        change(manifest);
        File.WriteAllText(FileIn("manifest.json"), manifest.ToJsonString());
        return FileIn("manifest.json");
    }
}
