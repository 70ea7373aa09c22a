using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Tests.Models;

/// <summary>What is wrong with a model is said at start, with the file's name.</summary>
public sealed class ModelManifestTests : IDisposable
{
    private readonly Manifests _manifests = new();

    public void Dispose() => _manifests.Dispose();

    [Fact]
    public void A_missing_file_is_named()
    {
        var manifest = _manifests.Write(_ => { });
        File.Delete(_manifests.FileIn("fr_landmark.onnx"));
        Assert.Contains("fr_landmark.onnx is missing", Failure(manifest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_content_is_named_with_both_hashes()
    {
        var manifest = _manifests.Write(_ => { });
        File.AppendAllText(_manifests.FileIn("fr_feature.onnx"), "x");
        var message = Failure(manifest).Message;
        Assert.Contains("fr_feature.onnx has SHA-256", message, StringComparison.Ordinal);
        Assert.Contains("87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        var manifest = _manifests.Write(json => json["landmarks"]!.AsObject().Remove("sha256"));
        File.WriteAllText(_manifests.FileIn("fr_landmark.onnx"), "no model");
        Assert.Contains("fr_landmark.onnx cannot be loaded", Failure(manifest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_the_model_has_not_is_named_beside_those_it_has()
    {
        var message = Failure(_manifests.Write(json => json["landmarks"]!["output"] = "points")).Message;
        Assert.Contains("fr_landmark.onnx has no output named 'points'; it has output", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_member_is_an_error() =>
        Assert.Contains("treshold", Failure(_manifests.Write(json => json["detector"]!["treshold"] = 0.5)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var message = Failure(_manifests.Write(json =>
        {
            json["name"] = "";
            json["embedder"]!["size"] = 3;
            json["matching"]!["calibration"]!.AsArray().Clear();
        })).Message;
        Assert.All(["name must", "embedder.size", "matching.calibration"], expected => Assert.Contains(expected, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_manifest_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.json", Failure(_manifests.FileIn("nowhere.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("embedder", "mean", true)]
    [InlineData("landmarks", "refineSide", true)]
    [InlineData("embedder", "foldPRelu", false)]
    [InlineData("detector", "threshold", false)]
    public void The_identity_changes_with_what_moves_embeddings_and_with_nothing_else(string part, string member, bool moves)
    {
        using var shipped = Open(_manifests.Write(_ => { }));
        using var changed = Open(_manifests.Write(json => json[part]![member] = member == "foldPRelu" ? false : 0.5));
        Assert.Equal(moves, shipped.Manifest.Identity != changed.Manifest.Identity);
    }

    private static FaceEngine Open(string manifest) => new(new EngineOptions { Manifest = manifest });

    private static InvalidDataException Failure(string manifest) => Assert.Throws<InvalidDataException>(() => Open(manifest).Dispose());
}
