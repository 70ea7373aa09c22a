using System.Numerics.Tensors;

namespace FaceRec.Accuracy;

/// <summary>
/// Pairs in the manner of LFW for a folder that comes without any: people are dealt into ten folds, so that nobody is in two;
/// in each fold every pair of one person's pictures, and as many pairs of different people, drawn by chance.
/// </summary>
internal static class FolderPairs
{
    public const int Folds = 10;

    public static IReadOnlyList<FacePair> Draw(IReadOnlyList<LabelledFace> faces, int seed)
    {
        var random = new Random(seed);
        var people = faces.GroupBy(face => face.Person, StringComparer.Ordinal).Select(group => group.ToList()).OrderBy(_ => random.Next()).ToList();
        var pairs = new List<FacePair>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var members = people.Where((_, i) => i % Folds == fold).ToList();
            var same = members.SelectMany(faces => faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => Pair(fold, a, b)))).ToList();
            pairs.AddRange(same);
            if (members.Count < 2)
                continue;
            for (var i = 0; i < same.Count; i++)
            {
                var first = random.Next(members.Count);
                var second = (first + 1 + random.Next(members.Count - 1)) % members.Count;
                pairs.Add(Pair(fold, members[first][random.Next(members[first].Count)], members[second][random.Next(members[second].Count)]));
            }
        }
        return pairs;
    }

    private static FacePair Pair(int fold, LabelledFace a, LabelledFace b) =>
        new(fold, a.Person == b.Person, TensorPrimitives.Dot<float>(a.Embedding, b.Embedding));
}
