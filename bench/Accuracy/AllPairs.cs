using System.Numerics.Tensors;

namespace FaceRec.Accuracy;

/// <summary>Every picture against every other.</summary>
internal sealed class AllPairs
{
    private AllPairs(SimilarityCounts same, SimilarityCounts different) => (Same, Different) = (same, different);

    public SimilarityCounts Same { get; }
    public SimilarityCounts Different { get; }

    public static AllPairs Compare(IReadOnlyList<LabelledFace> faces)
    {
        var (same, different) = (new SimilarityCounts(), new SimilarityCounts());
        Parallel.For(0, faces.Count, () => (Same: new SimilarityCounts(), Different: new SimilarityCounts()), (i, _, local) =>
        {
            for (var j = i + 1; j < faces.Count; j++)
                (faces[i].Person == faces[j].Person ? local.Same : local.Different).Add(TensorPrimitives.Dot<float>(faces[i].Embedding, faces[j].Embedding));
            return local;
        }, local =>
        {
            lock (same)
            {
                same.Add(local.Same);
                different.Add(local.Different);
            }
        });
        return new AllPairs(same, different);
    }
}
