using System.Numerics.Tensors;

namespace FaceRec.Recognition.Matching;

/// <summary>Some rows of an index in contiguous memory: the embeddings, and the same in 8 bits a number for a quick first look.</summary>
internal sealed class FaceBlock(int length)
{
    // 2 MB of embeddings at 512 numbers a face: adding a row never copies more than the list of blocks.
    public const int Rows = 1024;

    private const int Steps = 127;

    // Nobody reads rows not yet put.
    private readonly float[] _values = GC.AllocateUninitializedArray<float>(Rows * length);
    private readonly sbyte[] _coarse = GC.AllocateUninitializedArray<sbyte>(Rows * length);
    private readonly float[] _scales = new float[Rows];
    private readonly float[] _errors = new float[Rows];
    private readonly string?[] _faceIds = new string?[Rows];

    /// <summary>Whose row it is; null where the face is forgotten or the row not in use.</summary>
    public string? FaceIdAt(int row) => _faceIds[row];

    public ReadOnlyMemory<float> Row(int row) => _values.AsMemory(row * length, length);

    public ReadOnlySpan<float> ValuesAt(int row) => _values.AsSpan(row * length, length);

    /// <summary>The row in 8 bits a number: times <see cref="ScaleAt"/> it is the row.</summary>
    public ReadOnlySpan<sbyte> CoarseAt(int row) => _coarse.AsSpan(row * length, length);

    public float ScaleAt(int row) => _scales[row];

    /// <summary>How far, as a vector, the coarse row is from the row. No dot product with a vector of length 1 can be off by more.</summary>
    public float ErrorAt(int row) => _errors[row];

    /// <summary>Fills a row, which nobody finds until it is named.</summary>
    public void Put(int row, ReadOnlySpan<float> embedding)
    {
        embedding.CopyTo(_values.AsSpan(row * length));
        var scale = MathF.Max(TensorPrimitives.MaxMagnitude(embedding) is var most ? MathF.Abs(most) / Steps : 0, float.Epsilon);
        var coarse = _coarse.AsSpan(row * length, length);
        Span<float> scaled = length <= 1024 ? stackalloc float[length] : new float[length];
        TensorPrimitives.Divide(embedding, scale, scaled);
        TensorPrimitives.Round(scaled, scaled);
        TensorPrimitives.ConvertSaturating<float, sbyte>(scaled, coarse);
        TensorPrimitives.Multiply(scaled, scale, scaled);
        _scales[row] = scale;
        _errors[row] = TensorPrimitives.Distance(embedding, scaled);
    }

    /// <summary>Says whose row it is, from when on searches see it.</summary>
    public void Name(int row, string faceId) => Volatile.Write(ref _faceIds[row], faceId);

    /// <summary>Blanks the row, for every index that shares the block: what is erased must be gone from memory at once.</summary>
    public void Forget(int row)
    {
        Volatile.Write(ref _faceIds[row], null);
        _values.AsSpan(row * length, length).Clear();
        _coarse.AsSpan(row * length, length).Clear();
        (_scales[row], _errors[row]) = (0, 0);
    }
}
