using System.Numerics.Tensors;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Onnx;

public class PReluFoldingTests(EngineFixture fixture)
{
    [Fact]
    public void The_rewritten_embedder_gives_the_numbers_of_the_original()
    {
        var manifest = fixture.Engine.Manifest;
        using var rewritten = new FaceEmbedder(manifest.Folder, manifest.Embedder);
        using var original = new FaceEmbedder(manifest.Folder, manifest.Embedder with { FoldPRelu = false });
        using var face = new Picture(manifest.Embedder.Size, manifest.Embedder.Size);
        new Random(1).NextBytes(face.Pixels);

        var similarity = TensorPrimitives.Dot<float>(rewritten.Embed(face, out var norm), original.Embed(face, out var expected));

        Assert.Equal(1, similarity, 1e-5f);
        Assert.Equal(expected, norm, 1e-3f);
    }
}
