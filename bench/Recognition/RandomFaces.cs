using System.Numerics.Tensors;

namespace FaceRec.Recognition.Bench;

/// <summary>Embeddings of faces that do not exist: directions by chance, each always the same for one number.</summary>
internal static class RandomFaces
{
    public const int Length = 512;

    public static ReadOnlyMemory<float> Embedding(int number)
    {
        var random = new Random(number);
        var values = new float[Length];
        for (var i = 0; i < Length; i++)
            values[i] = random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f;
        TensorPrimitives.Divide(values, TensorPrimitives.Norm<float>(values), values);
        return values;
    }
}
