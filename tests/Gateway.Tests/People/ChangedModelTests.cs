using System.Text.Json.Nodes;

namespace FaceRec.Gateway.Tests.People;

/// <summary>An operator changes the models of an installation: real workers, a real S3, the real command.</summary>
public sealed class ChangedModelTests(WholeSystem system) : IDisposable
{
    readonly string _id = $"m{Guid.NewGuid():N}"[..12];
    readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("facerec-models-");

    public void Dispose() => _models.Delete(recursive: true);

    [Fact]
    public async Task Workers_of_another_model_refuse_the_gallery_until_it_is_embedded_again()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, _id, "Gateway:RequestTimeout=00:01:00");
        await using (await WorkerProcess.StartAsync(system.Aws, _id))
            Assert.Equal(201, (await gateway.Http.PostPictureAsync("people/Ada/faces?face=2", Repository.Photo(1))).Status);
        // The same weights on faces cut out a little differently: another model.
        (string, string)[] changed = [("Engine__Manifest", WriteManifest())];

        var refusal = await WorkerProcess.RunAsync(system.Aws, _id, changed);
        var reembedding = await WorkerProcess.RunAsync(system.Aws, _id, changed, "gallery", "reembed");

        Assert.NotEqual(0, refusal.ExitCode);
        Assert.Contains("run 'FaceRec.Recognition gallery reembed'", refusal.Output, StringComparison.Ordinal);
        Assert.True(reembedding.ExitCode == 0, reembedding.Output);
        Assert.Contains("1 faces embedded again and 0 not, of 1", reembedding.Output, StringComparison.Ordinal);
        await using var worker = await WorkerProcess.StartAsync(system.Aws, _id, changed);
        var recognized = await gateway.Http.PostPictureAsync("recognitions", Repository.Photo(3));
        Assert.True(recognized.Status == 200, recognized.ToString());
        Assert.Equal([null, "Ada", null], recognized.Json.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("person").GetString()));
    }

    string WriteManifest()
    {
        var shipped = Path.Combine(Repository.Root, "artifacts", "models");
        foreach (var file in Directory.GetFiles(shipped, "*.onnx"))
            File.Copy(file, Path.Combine(_models.FullName, Path.GetFileName(file)));
        var manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "models", "faceplugin.json")))!;
        manifest["embedder"]!["template"]![2]![1] = 72.5;
        var path = Path.Combine(_models.FullName, "manifest.json");
        File.WriteAllText(path, manifest.ToJsonString());
        return path;
    }
}
