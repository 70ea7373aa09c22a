using System.Numerics.Tensors;

namespace FaceRec.Recognition.Tests.Engine;

public class FaceEngineTests(EngineFixture fixture)
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    [InlineData(6, 4)]
    public void Finds_every_face_of_the_sample_photographs(int sample, int faces) =>
        Assert.Equal(faces, fixture.Analyze(TestPictures.Sample(sample)).Faces.Count);

    [Fact]
    public void Knows_the_same_woman_in_two_photographs_and_nobody_else()
    {
        var first = fixture.Analyze(TestPictures.Sample(1));
        var second = fixture.Analyze(TestPictures.Sample(3));

        var pairs = first.Faces.SelectMany((a, i) => second.Faces.Select((b, j) => (i, j, Similarity: TensorPrimitives.Dot<float>(a.Embedding, b.Embedding))))
            .OrderByDescending(pair => pair.Similarity).ToList();

        Assert.Equal((2, 1), (pairs[0].i, pairs[0].j));
        Assert.InRange(pairs[0].Similarity, 0.65f, 0.75f);
        Assert.InRange(pairs[1].Similarity, -1f, 0.42f);
    }

    [Fact]
    public void Embeddings_have_length_one() =>
        Assert.All(fixture.Analyze(TestPictures.Sample(5)).Faces, face => Assert.Equal(1, TensorPrimitives.Norm<float>(face.Embedding), 1e-4f));

    [Fact]
    public void Every_picture_of_the_lineage_yields_its_face() =>
        Assert.All(Directory.GetFiles(TestPictures.Data("lineage"), "*.jpg"), path => Assert.NotEmpty(fixture.Analyze(File.ReadAllBytes(path)).Faces));

    [Fact]
    public void Finds_a_crowd() =>
        Assert.InRange(fixture.Analyze(File.ReadAllBytes(TestPictures.Data("portraits", "group_10mpx.jpg"))).Faces.Count, 30, 36);
}
