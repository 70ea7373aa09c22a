using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Tests.Models;

/// <summary>Other authors' detectors take a manifest and no code.</summary>
public sealed class OwnDetectorTests(EngineFixture fixture) : IDisposable
{
    private readonly Manifests _manifests = new();

    public void Dispose() => _manifests.Dispose();

    [Theory]
    [InlineData("yunet_n_dynamic.onnx", "yunet", "bgr", 0, 1, 0.7)]
    [InlineData("scrfd_500m_kps.onnx", "scrfd", "rgb", 127.5, 0.0078125, 0.5)]
    public void Finds_the_faces_of_the_samples_and_embeds_them_alike(string file, string decoding, string colors, double mean, double scale, double threshold)
    {
        File.Copy(TestPictures.Data("models", file), _manifests.FileIn(file));
        using var engine = new FaceEngine(new EngineOptions
        {
            Manifest = _manifests.Write(json => json["detector"] = new JsonObject
            {
                ["file"] = file,
                ["decoding"] = decoding,
                ["input"] = InputOf(decoding),
                ["colors"] = colors,
                ["mean"] = mean,
                ["scale"] = scale,
                ["outputs"] = OutputsOf(decoding),
                ["threshold"] = threshold,
                ["certainScore"] = threshold,
            }),
        });

        foreach (var sample in new[] { 1, 2, 3, 4, 5, 6 })
        {
            var expected = fixture.Analyze(TestPictures.Sample(sample)).Faces;
            var actual = engine.TryAnalyze(TestPictures.Sample(sample), embed: true, out _)!.Faces;
            foreach (var face in expected)
                Assert.Contains(actual, other => TensorPrimitives.Dot<float>(face.Embedding, other.Embedding) > 0.6f);
            Assert.InRange(actual.Count, expected.Count, expected.Count + 1);
        }
    }

    private static string InputOf(string decoding) => decoding == "yunet" ? "input" : "images";

    private static JsonArray OutputsOf(string decoding) => decoding == "yunet"
        ? ["cls_8", "cls_16", "cls_32", "obj_8", "obj_16", "obj_32", "bbox_8", "bbox_16", "bbox_32", "kps_8", "kps_16", "kps_32"]
        : ["out0", "out1", "out2", "out3", "out4", "out5", "out6", "out7", "out8"];
}
