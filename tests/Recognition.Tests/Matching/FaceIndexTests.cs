using System.Numerics.Tensors;
using FaceRec.Recognition.Matching;

namespace FaceRec.Recognition.Tests.Matching;

public class FaceIndexTests
{
    private const int Length = 512;

    [Theory]
    [InlineData(100)]
    [InlineData(FaceIndex.CoarseFrom)]
    [InlineData(FaceIndex.ParallelFrom + 500)]
    public void The_quick_first_look_loses_nobody(int faces)
    {
        var random = new Random(faces);
        var index = FaceIndex.Create(Length, Names(faces), _ => Embedding(random).Span);
        for (var i = 0; i < 20; i++)
        {
            var probe = Embedding(random).Span;
            var expected = index.FindExactly(probe, 50).InOrder().ToList();
            var actual = index.FindClosest(probe, 50);
            Assert.Equal(expected.Select(found => $"face{found.Row}"), actual.Select(found => found.FaceId));
            Assert.Equal(expected.Select(found => found.Value), actual.Select(found => found.Similarity));
        }
    }

    [Fact]
    public void Twins_and_probes_of_any_length_are_found_too()
    {
        var random = new Random(1);
        var original = Embedding(random);
        var index = FaceIndex.Create(Length, Names(FaceIndex.CoarseFrom), row => row % 1000 == 7 ? original.Span : Embedding(random).Span);
        var probe = new float[Length];
        TensorPrimitives.Multiply(original.Span, 3, probe);

        var found = index.FindClosest(probe, 5);

        Assert.All(found, face => Assert.Equal(3, face.Similarity, 1e-4f));
    }

    [Fact]
    public void The_similarity_to_one_person_is_that_of_the_most_similar_face()
    {
        var random = new Random(4);
        var faces = Enumerable.Range(0, 100).Select(_ => Embedding(random)).ToList();
        var index = FaceIndex.Create(Length, Names(100), row => faces[row].Span);
        var probe = faces[7].Span;

        Assert.Equal(1, index.FindSimilarity(probe, new HashSet<string> { "face3", "face7" })!.Value, 1e-4f);
        Assert.Equal(TensorPrimitives.Dot(probe, faces[3].Span), index.FindSimilarity(probe, new HashSet<string> { "face3" })!.Value, 1e-4f);
        Assert.Null(index.FindSimilarity(probe, new HashSet<string> { "nobody" }));
    }

    [Fact]
    public void An_older_index_does_not_see_what_was_added_later()
    {
        var random = new Random(2);
        var (first, second) = (Embedding(random), Embedding(random));
        var older = FaceIndex.Empty(Length).Add("a", first.Span);
        var newer = older.Add("b", second.Span);

        Assert.Equal(["a"], older.FindClosest(second.Span, 9).Select(face => face.FaceId));
        Assert.Equal(["b", "a"], newer.FindClosest(second.Span, 9).Select(face => face.FaceId));
    }

    [Fact]
    public void What_is_forgotten_is_gone_from_every_index_that_shares_it()
    {
        var random = new Random(3);
        var secret = Embedding(random);
        var older = FaceIndex.Empty(Length).Add("a", secret.Span);
        var newer = older.Add("b", Embedding(random).Span);

        var left = newer.Forget(new HashSet<string> { "a" });

        Assert.Equal(["b"], left.FindClosest(secret.Span, 9).Select(face => face.FaceId));
        Assert.Empty(older.FindClosest(secret.Span, 9));
        Assert.DoesNotContain(newer.ToDictionary().Values, row => row.Span.SequenceEqual(secret.Span));
    }

    [Fact]
    public void Rows_move_together_when_many_are_blank()
    {
        var random = new Random(4);
        var index = FaceIndex.Create(Length, Names(4000), _ => Embedding(random).Span);
        var kept = index.ToDictionary()["face3999"].ToArray();

        var left = index.Forget(Names(4000).Take(3000).ToHashSet());

        Assert.Equal((1000, 1000), (left.Faces, left.Rows));
        Assert.Equal("face3999", left.FindClosest(kept, 1)[0].FaceId);
        Assert.Equal((2, "face3999"), (left.Add("new", Embedding(random).Span).FindClosest(kept, 2).Count, left.FindClosest(kept, 1)[0].FaceId));
    }

    [Fact]
    public void Embeddings_of_another_length_are_refused() =>
        Assert.Contains("face x", Assert.Throws<InvalidDataException>(() => FaceIndex.Empty(Length).Add("x", new float[128])).Message, StringComparison.Ordinal);

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"face{i}")];

    // Called from several threads while an index is made.
    internal static ReadOnlyMemory<float> Embedding(Random random)
    {
        var values = new float[Length];
        lock (random)
        {
            for (var i = 0; i < Length; i++)
                values[i] = random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f;
        }
        TensorPrimitives.Divide(values, TensorPrimitives.Norm<float>(values), values);
        return values;
    }
}
